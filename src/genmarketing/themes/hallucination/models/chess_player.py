"""A model that learned chess from move lists alone, and a referee that knows the rules.

The player is the n-gram of ``ngram``: its tokens are moves such as e2e4, its memory the last few of them. It has
no board. The referee is python-chess. Games to learn from are made here too: legal throughout, guided by a few
rules of thumb (take what is dear, come out to the centre, castle).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import chess
import numpy as np

from .ngram import Distribution, NGram, temper
from .world import Sentence

WORTH = {chess.PAWN: 1, chess.KNIGHT: 3, chess.BISHOP: 3, chess.ROOK: 5, chess.QUEEN: 9, chess.KING: 0}
"""Customary worth of the pieces, in pawns."""


BOLDNESS = 15.0
"""How strongly the rules of thumb decide; 0 would draw among the legal moves at random."""


def play_game(rng: np.random.Generator, plies: int) -> Sentence:
    """One legal game of at most ``plies`` half-moves, as tokens after the mark ^.

    Each legal move is drawn in proportion to exp(``BOLDNESS`` · merit).
    """
    board = chess.Board()
    tokens: Sentence = ("^",)
    for _ in range(plies):
        moves = list(board.legal_moves)
        if not moves:
            break
        weights = np.exp(BOLDNESS * np.array([_merit(board, move) for move in moves]))
        move = moves[int(rng.choice(len(moves), p=weights / weights.sum()))]
        tokens += (move.uci(),)
        board.push(move)
    return tokens


def _merit(board: chess.Board, move: chess.Move) -> float:
    """Rule of thumb for a move, about −1 … 4."""
    file, rank = chess.square_file(move.to_square), chess.square_rank(move.to_square)
    central = 1 - (abs(file - 3.5) + abs(rank - 3.5)) / 7
    taken = board.piece_type_at(move.to_square)
    piece = board.piece_type_at(move.from_square)
    merit = central + (0.4 * WORTH[taken] if taken else 0.0)
    if piece in (chess.KNIGHT, chess.BISHOP) and chess.square_rank(move.from_square) in (0, 7):
        merit += 0.5
    if piece == chess.KING:
        merit += 1.0 if abs(chess.square_file(move.from_square) - file) == 2 else -1.0
    return merit


def next_moves(player: NGram, tokens: Sentence) -> Distribution:
    """What the player would answer to the moves so far."""
    return {move: chance for move, chance in player.next_token(tokens).items() if chance > 0}


def illegal_share(player: NGram, game: Sentence, temperature: float = 1.0) -> list[float]:
    """For each half-move of a legal ``game``: the probability that the player's proposal there is illegal.

    Exact: every move the player could propose is shown to the referee. The game then goes on as it was played.
    """
    board, shares = chess.Board(), []
    for at, played in enumerate(game[1:], start=1):
        legal = {move.uci() for move in board.legal_moves}
        chances = temper(next_moves(player, game[:at]), temperature)
        shares.append(sum(chance for move, chance in chances.items() if move not in legal))
        board.push_uci(played)
    return shares


def why_illegal(board: chess.Board, move: chess.Move) -> str:
    """The referee's reason for refusing ``move``; empty if it is legal."""
    if board.is_legal(move):
        return ""
    piece, target = board.piece_at(move.from_square), board.piece_at(move.to_square)
    if piece is None:
        return "起点是空格，没有子可走"
    if piece.color != board.turn:
        return "动的是对方的子"
    if target is not None and target.color == piece.color:
        return "吃自己的子"
    if not board.is_pseudo_legal(move):
        return "这种子不能这样走，或者路被挡住"
    return "走完以后自己的王还在被将军"


@dataclass(frozen=True)
class Turn:
    """One half-move, and what the referee said of it."""

    before: chess.Board
    move: chess.Move | None
    """what was played; None where every move that the player could propose is illegal"""
    reason: str
    """why it was illegal; empty for a legal move"""
    refused: tuple[chess.Move, ...] = ()
    """proposals that were sent back before it"""


def play_unrefereed(player: NGram, plies: int, rng: np.random.Generator) -> Iterator[Turn]:
    """Let the player move for both sides and believe every move, as two trusting opponents would.

    An illegal move is carried out all the same: what stands on the first square goes to the second. From an empty
    square nothing moves, though both sides go on as if it had.
    """
    board = chess.Board()
    tokens: Sentence = ("^",)
    for _ in range(plies):
        move = _propose(next_moves(player, tokens), rng)
        reason = why_illegal(board, move)
        yield Turn(board.copy(stack=False), move, reason)
        tokens += (move.uci(),)
        if reason:
            _force(board, move)
        else:
            board.push(move)


def play_refereed(player: NGram, plies: int, rng: np.random.Generator) -> Iterator[Turn]:
    """Let the player move for both sides, and send every illegal proposal back until a legal one comes.

    The game ends early where no legal move has a chance: the player has nothing else to say.
    """
    board = chess.Board()
    tokens: Sentence = ("^",)
    for _ in range(plies):
        chances = next_moves(player, tokens)
        refused: list[chess.Move] = []
        move = None
        if any(board.is_legal(chess.Move.from_uci(uci)) for uci in chances):
            while not board.is_legal(move := _propose(chances, rng)):
                refused.append(move)
        yield Turn(board.copy(stack=False), move, "", tuple(refused))
        if move is None:
            return
        tokens += (move.uci(),)
        board.push(move)


def _propose(chances: Distribution, rng: np.random.Generator) -> chess.Move:
    return chess.Move.from_uci(str(rng.choice(list(chances), p=list(chances.values()))))


def _force(board: chess.Board, move: chess.Move) -> None:
    piece = board.remove_piece_at(move.from_square)
    if piece is not None:
        board.set_piece_at(move.to_square, piece)
    board.turn = not board.turn
    board.ep_square = None

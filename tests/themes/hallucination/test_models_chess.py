"""The chess player and its referee: legal games to learn from, exact shares, a game with and without being stopped."""

from __future__ import annotations

import itertools

import chess
import numpy as np
import pytest

from genmarketing.themes.hallucination.models import chess_player, ngram


@pytest.fixture(scope="module")
def games() -> list[tuple[str, ...]]:
    rng = np.random.default_rng(1)
    return [chess_player.play_game(rng, 30) for _ in range(120)]


def test_games_to_learn_from_are_legal(games: list[tuple[str, ...]]) -> None:
    for game in games[:20]:
        board = chess.Board()
        for move in game[1:]:
            board.push(board.parse_uci(move))  # raises for an illegal move


def test_illegal_share_is_what_the_referee_finds_move_by_move(games: list[tuple[str, ...]]) -> None:
    player = ngram.NGram(3).learn(games[:-1])
    game = games[-1]
    shares = chess_player.illegal_share(player, game)
    board = chess.Board()
    for move in game[1:6]:
        board.push_uci(move)
    proposals = player.next_token(game[:6])
    refused = sum(p for uci, p in proposals.items() if chess.Move.from_uci(uci) not in board.legal_moves)
    assert shares[5] == pytest.approx(refused)
    assert shares[0] == pytest.approx(0), "the first move of every game was legal"


def test_illegal_moves_grow_with_the_game_and_memory_helps_the_opening_only(games: list[tuple[str, ...]]) -> None:
    shares = {}
    for order in (2, 5):
        player = ngram.NGram(order).learn(games[:-15])
        shares[order] = np.mean([chess_player.illegal_share(player, game)[:28] for game in games[-15:]], axis=0)
        assert shares[order][-8:].mean() > shares[order][1:5].mean()
    assert shares[2][1:6].mean() - shares[5][1:6].mean() > 0.1
    assert abs(shares[2][-8:].mean() - shares[5][-8:].mean()) < 0.1


@pytest.mark.parametrize(
    ("uci", "reason"),
    [
        ("e2e4", ""),
        ("e4e5", "空格"),
        ("e7e5", "对方的子"),
        ("a1a2", "自己的子"),
        ("a1c1", "自己的子"),
        ("b1b3", "不能这样走"),
    ],
)
def test_the_referee_gives_its_reason(uci: str, reason: str) -> None:
    said = chess_player.why_illegal(chess.Board(), chess.Move.from_uci(uci))
    assert (reason in said) if reason else said == ""


def test_a_pinned_piece_may_not_leave_the_king_in_check() -> None:
    board = chess.Board("4k3/4r3/8/8/8/8/4N3/4K3 w - - 0 1")
    assert "将军" in chess_player.why_illegal(board, chess.Move.from_uci("e2c3"))


def test_trusting_opponents_carry_out_what_no_referee_stops(games: list[tuple[str, ...]]) -> None:
    player = ngram.NGram(2).learn(games)
    proposals = list(chess_player.play_unrefereed(player, 24, np.random.default_rng(2)))
    assert len(proposals) == 24
    assert any(each.reason for each in proposals)
    for now, then in itertools.pairwise(proposals):
        assert now.before.turn != then.before.turn
        moved = now.before.piece_at(now.move.from_square)
        if moved is not None and not now.move.promotion and now.move.from_square != now.move.to_square:
            assert then.before.piece_at(now.move.to_square) == moved


def test_a_referee_who_stops_lets_only_legal_moves_pass_and_has_them_asked_for(games: list[tuple[str, ...]]) -> None:
    player = ngram.NGram(2).learn(games)
    for seed in range(4):
        turns = list(chess_player.play_refereed(player, 24, np.random.default_rng(seed)))
        board, tokens = chess.Board(), ("^",)
        for turn in turns:
            assert turn.before.board_fen() == board.board_fen()
            assert not any(map(board.is_legal, turn.refused))
            said = chess_player.next_moves(player, tokens)
            assert {move.uci() for move in turn.refused} <= set(said)
            if turn.move is None:
                assert not any(board.is_legal(chess.Move.from_uci(uci)) for uci in said), "nothing legal to say"
                assert turn is turns[-1]
                break
            board.push(board.parse_uci(turn.move.uci()))  # raises for an illegal move
            tokens += (turn.move.uci(),)
        else:
            assert len(turns) == 24


def test_how_often_a_proposal_comes_back_is_what_its_chances_say() -> None:
    player = ngram.NGram(2).learn([("^", "e2e4"), ("^", "e2e5"), ("^", "e2e5"), ("^", "e7e5")])
    refused = [
        len(next(chess_player.play_refereed(player, 1, np.random.default_rng(seed))).refused) for seed in range(400)
    ]
    assert np.mean(refused) == pytest.approx(3, abs=0.5), "one proposal in four is legal: three refusals on average"

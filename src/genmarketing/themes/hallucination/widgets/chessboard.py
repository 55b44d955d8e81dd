"""Views on chess without a board in mind: a game with its referee, and the share of illegal moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import chess
import numpy as np

from genmarketing.ui import (
    Arrow,
    Board,
    Cell,
    Choice,
    Explorer,
    Film,
    Frame,
    Line,
    Lines,
    Marker,
    Reference,
    Slider,
    Tile,
    Tiles,
)

from ..models.chess_player import Turn, illegal_share, play_refereed, play_unrefereed
from ..models.ngram import NGram
from ..models.world import Sentence

THEME = "hallucination"

PLIES = 24
SHOWN = 5
"""Most proposals of one half-move that are drawn as refused."""


def chess_referee(players: Mapping[int, NGram]) -> Explorer:
    """Step through a game in which the model moves for both sides, with a referee who looks on or one who intervenes."""
    seeds = [1, 2, 3]
    ways = {"looks": play_unrefereed, "stops": play_refereed}
    games = {
        (memory, seed, role): list(play(player, PLIES, np.random.default_rng(seed)))
        for memory, player in players.items()
        for seed in seeds
        for role, play in ways.items()
    }

    def results(memory: int, seed: int, role: str, ply: int) -> Frame:
        game = games[memory, seed, role]
        ply = min(ply, len(game))
        faults = np.cumsum([bool(turn.reason) if role == "looks" else len(turn.refused) for turn in game])
        named = "犯规" if role == "looks" else "退回"
        growth = Lines(
            [Line(f"{named}，累计", range(1, len(game) + 1), faults, "rival")],
            "第几手",
            f"{named}（次，累计）",
            markers=[Marker(ply, int(faults[ply - 1]), "现在", "main")],
            x_range=(1, PLIES),
            y_range=(0, PLIES if role == "looks" else max(5, int(faults[-1]))),
            y_format="0",
            height=340,
        )
        now = game[ply - 1]
        asked = ply + (int(faults[ply - 1]) if role == "stops" else 0)
        tiles = Tiles(
            [
                _move_tile(now, ply),
                Tile(f"到这一手，{named}", int(faults[ply - 1]), "次", "0"),
                Tile("到这一手，问了模型", asked, "次", "0", colour="warm"),
            ]
        )
        return Frame([tiles, _board(now), growth], f"在这个模型里，{_about(now, ply, role)}")

    middle = list(players)[1]
    first = next(at for at, turn in enumerate(games[middle, seeds[0], "looks"]) if turn.reason)
    return Explorer(
        title="一局棋：裁判只看，还是要管",
        alt="左边一张棋盘，箭头是这一手，合规则和犯规用不同的颜色；右边的线是犯规或退回的累计次数。",
        controls=[
            Choice("memory", "记性", [(f"看前 {memory - 1} 手", memory) for memory in players], start=1),
            Choice("role", "裁判", [("只看不拦", "looks"), ("犯规就退回重想", "stops")]),
            Slider("seed", "第几局", seeds),
            Film("ply", "走到", list(range(1, PLIES + 1)), start=first, unit="手", seconds=16),
        ],
        results=results,
        key="chess_referee",
        theme=THEME,
    )


def _squares(move: chess.Move) -> tuple[str, str]:
    return chess.square_name(move.from_square), chess.square_name(move.to_square)


def _arrow(move: chess.Move, kind: str) -> Arrow:
    start, end = _squares(move)
    return Arrow((start[1], start[0]), (end[1], end[0]), kind)


def _board(turn: Turn) -> Board:
    """The board before a half-move, with what was proposed and what was played."""
    cells = [
        Cell(chess.square_name(square)[1], chess.square_name(square)[0], piece.unicode_symbol())
        for square, piece in sorted(turn.before.piece_map().items())
    ]
    arrows = [_arrow(move, "illegal") for move in list(dict.fromkeys(turn.refused))[:SHOWN]]
    if turn.move is not None:
        arrows.append(_arrow(turn.move, "illegal" if turn.reason else "legal"))
    kinds = {"legal": ("合规则", "gain"), "illegal": ("犯规", "rival")}
    return Board("87654321", "abcdefgh", cells, arrows, kinds=kinds, checkered=True)


def _side(turn: Turn) -> str:
    return "白方" if turn.before.turn else "黑方"


def _move_tile(turn: Turn, ply: int) -> Tile:
    label = f"第 {ply} 手，{_side(turn)}"
    if turn.move is None:
        return Tile(label, "走不下去", colour="rival", note="没有一个着法合规则")
    start, end = _squares(turn.move)
    note = f"犯规：{turn.reason}" if turn.reason else "合规则"
    note += f"，先退回 {len(turn.refused)} 次" if turn.refused else ""
    return Tile(label, f"{start} → {end}", colour="rival" if turn.reason else "gain", note=note)


def _about(turn: Turn, ply: int, role: str) -> str:
    if turn.move is None:
        return f"第 {ply} 手，{_side(turn)}提得出的着法没有一个合规则，这一局下不下去。裁判会判，不会替它想。"
    start, end = _squares(turn.move)
    if role == "looks":
        verdict = f"犯规：{turn.reason}" if turn.reason else "合规则"
        said = f"{_side(turn)}走 {start} 到 {end}，裁判说：{verdict}。"
        return said + ("可是没有人拦，双方照单全收，接着往下走。" if turn.reason else "")
    if not turn.refused:
        return f"{_side(turn)}第一次就提了合规则的 {start} 到 {end}。"
    said = f"{_side(turn)}提了 {len(turn.refused) + 1:,} 次才有一手合规则：{start} 到 {end}。"
    return said + "犯规没有了，每退回一次，就多付一次调用的钱。"


def illegal_by_ply(players: Mapping[int, NGram], fresh: Sequence[Sentence]) -> Explorer:
    """Share of the model's proposals that the referee would refuse, half-move by half-move, on games it never saw."""
    dial = [0.3, 1.0]
    length = min(len(game) for game in fresh) - 1
    shares = {
        (memory, temperature): np.mean([illegal_share(player, game, temperature)[:length] for game in fresh], axis=0)
        for memory, player in players.items()
        for temperature in dial
    }
    colours = dict(zip(players, ("warm", "main", "gain"), strict=False))

    def results(ply: int, temperature: float) -> Frame:
        lines = [
            Line(f"看前 {memory - 1} 手", range(1, length + 1), shares[memory, temperature], colours[memory])
            for memory in players
        ]
        chart = Lines(
            lines,
            "第几手（双方合计）",
            "提出的着法里犯规的",
            y_range=(0, 1),
            y_format="0%",
            references=[Reference(ply, "现在", axis="x")],
        )
        tiles = Tiles(
            [
                Tile(
                    f"看前 {memory - 1} 手",
                    float(shares[memory, temperature][ply - 1]),
                    format="0%",
                    colour=colours[memory],
                )
                for memory in players
            ]
        )
        first, *_, last = (float(shares[memory, temperature][ply - 1]) for memory in players)
        sentence = f"在这个模型里，第 {ply} 手，记性最短的犯规 {first:.0%}，最长的 {last:.0%}。"
        if last > 0.5:
            sentence += "局面没人下过，记得再长也挡不住。"
        elif last < 0.3:
            sentence += "开局有谱可背，它背得像会下。"
        return Frame([tiles, chart], sentence)

    return Explorer(
        title="走到第几手开始犯规",
        alt="三条线是记性不同的模型提出犯规着法的比例，开局时分开，二十手以后都在一半以上。",
        controls=[
            Slider("ply", "看第几手", list(range(2, length + 1, 2)), start=1, unit="手"),
            Choice("temperature", "温度", [("1", 1.0), ("0.3", 0.3)]),
        ],
        results=results,
        key="illegal_by_ply",
        theme=THEME,
    )

"""Views on chess without a board in mind: a game nobody referees, and the share of illegal moves."""

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

from ..models.chess_player import illegal_share, play_unrefereed
from ..models.ngram import NGram
from ..models.world import Sentence

THEME = "hallucination"

PLIES = 24


def unrefereed_game(players: Mapping[int, NGram]) -> Explorer:
    """Step through a game in which the model moves for both sides and nobody checks."""
    seeds = [1, 2, 3]
    games = {
        (memory, seed): list(play_unrefereed(player, PLIES, np.random.default_rng(seed)))
        for memory, player in players.items()
        for seed in seeds
    }

    def results(memory: int, seed: int, ply: int) -> Frame:
        game = games[memory, seed]
        now = game[ply - 1]
        start, end = chess.square_name(now.move.from_square), chess.square_name(now.move.to_square)
        kind = "illegal" if now.reason else "legal"
        cells = [
            Cell(chess.square_name(square)[1], chess.square_name(square)[0], piece.unicode_symbol())
            for square, piece in sorted(now.before.piece_map().items())
        ]
        board = Board(
            "87654321",
            "abcdefgh",
            cells,
            [Arrow((start[1], start[0]), (end[1], end[0]), kind)],
            kinds={"legal": ("合规则", "gain"), "illegal": ("犯规", "rival")},
            checkered=True,
        )
        tally = np.cumsum([bool(each.reason) for each in game])
        growth = Lines(
            [Line("犯规，累计", range(1, PLIES + 1), tally, "rival")],
            "第几手",
            "犯规（次，累计）",
            markers=[Marker(ply, int(tally[ply - 1]), "现在", "main")],
            y_range=(0, PLIES),
            y_format="0",
            height=340,
        )
        side = "白" if now.before.turn else "黑"
        verdict = f"犯规：{now.reason}" if now.reason else "合规则"
        tiles = Tiles(
            [
                Tile(
                    f"第 {ply} 手，{side}方", f"{start} → {end}", colour="rival" if now.reason else "gain", note=verdict
                ),
                Tile("到这一手，犯规", int(tally[ply - 1]), "次", "0"),
            ]
        )
        sentence = f"在这个模型里，{side}方走 {start} 到 {end}，裁判说：{verdict}。"
        sentence += "可是没有人拦，双方照单全收，接着往下走。" if now.reason else ""
        return Frame([tiles, board, growth], sentence)

    middle = list(players)[1]
    first = next(at for at, each in enumerate(games[middle, seeds[0]]) if each.reason)
    return Explorer(
        title="没有裁判的一局",
        alt="左边一张棋盘，箭头是这一手，合规则和犯规用不同的颜色；右边的线是犯规的累计次数，越往后升得越快。",
        controls=[
            Choice("memory", "记性", [(f"看前 {memory - 1} 手", memory) for memory in players], start=1),
            Slider("seed", "第几局", seeds),
            Film("ply", "走到", list(range(1, PLIES + 1)), start=first, unit="手", seconds=16),
        ],
        results=results,
        key="unrefereed_game",
        theme=THEME,
    )


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
        alt="三条线是记性不同的模型提出犯规着法的比例，开局时分开，二十手以后都在六成以上。",
        controls=[
            Slider("ply", "看第几手", list(range(2, length + 1, 2)), start=1, unit="手"),
            Choice("temperature", "温度", [("1", 1.0), ("0.3", 0.3)]),
        ],
        results=results,
        key="illegal_by_ply",
        theme=THEME,
    )

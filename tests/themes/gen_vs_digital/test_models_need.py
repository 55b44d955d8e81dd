"""The need-finding dialogue: information, Bayes' rule, and what a good order of questions is worth."""

import itertools

import numpy as np
import pytest
from scipy.stats import entropy as library_entropy

from genmarketing.data import load
from genmarketing.themes.gen_vs_digital.models import need_finding as nf

QUESTIONS = ["scene", "carry", "size", "laptop", "waterproof", "look", "budget", "returns"]


@pytest.fixture(scope="module")
def catalogue() -> nf.Catalogue:
    return nf.Catalogue.from_table(load("products"), QUESTIONS, slip=0.1)


@pytest.fixture(scope="module")
def people(catalogue: nf.Catalogue) -> tuple[np.ndarray, np.ndarray]:
    shoppers, number = load("shoppers"), {id: n for n, id in enumerate(load("products")["product_id"])}
    return shoppers["fits"].map(number).to_numpy(), catalogue.codes(shoppers)


def small(slip: float = 0.0) -> nf.Catalogue:
    """Four products; the first question halves them, the second splits off one, the third tells nothing."""
    answers = np.array([[0, 0, 0], [0, 1, 0], [1, 1, 0], [1, 1, 0]])
    options = (("甲", "乙"), ("甲", "乙"), ("甲",))
    return nf.Catalogue(("a", "b", "c", "d"), ("一", "二", "三"), options, answers, slip)


def test_entropy_in_bits() -> None:
    assert nf.entropy([1.0, 0.0]) == 0
    assert nf.entropy([0.25] * 4) == 2
    belief = np.random.default_rng(1).dirichlet(np.ones(9))
    assert nf.entropy(belief) == pytest.approx(library_entropy(belief, base=2), abs=1e-9)


def test_information_gain_by_hand() -> None:
    even = np.full(4, 0.25)
    gains = [small().information_gain(even, question) for question in range(3)]
    # Halving four: one bit. One against three: 2 − 3/4·log2 3 = 0.811 bits. One answer only: nothing.
    assert gains == pytest.approx([1.0, 2 - 0.75 * np.log2(3), 0.0], abs=1e-9)


def test_information_gain_is_mutual_information(catalogue: nf.Catalogue) -> None:
    belief = np.random.default_rng(2).dirichlet(np.ones(len(catalogue.products)))
    for question in range(len(QUESTIONS)):
        joint = belief[:, None] * catalogue.likelihood(question)
        mutual = library_entropy(belief, base=2) + library_entropy(joint.sum(axis=0), base=2)
        mutual -= library_entropy(joint.ravel(), base=2)
        assert catalogue.information_gain(belief, question) == pytest.approx(mutual, abs=1e-9)


def test_beliefs_do_not_depend_on_the_order_of_answers(catalogue: nf.Catalogue) -> None:
    answers = {0: 1, 2: 0, 5: 1}
    ends = []
    for order in itertools.permutations(answers):
        dialogue = nf.Dialogue(catalogue)
        for question in order:
            dialogue.hear(question, answers[question])
        ends.append(dialogue.belief)
    for end in ends[1:]:
        assert end == pytest.approx(ends[0], abs=1e-12)
    assert ends[0].sum() == pytest.approx(1)


def test_impossible_answers_and_wrong_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="no product"):
        small().updated(np.array([0.5, 0.5, 0, 0]), 0, 1)
    with pytest.raises(ValueError, match="slip"):
        small(0.5)
    with pytest.raises(ValueError, match="order"):
        nf.next_question(small(), np.full(4, 0.25), [], "乱问", np.random.default_rng(1))
    with pytest.raises(ValueError, match="answers must be"):
        nf.Catalogue(("a",), ("一", "二"), (("甲",),), np.zeros((1, 1), dtype=np.int64))


def test_it_never_asks_a_useless_question(catalogue: nf.Catalogue, people: tuple[np.ndarray, np.ndarray]) -> None:
    rng = np.random.default_rng(1)
    returns = QUESTIONS.index("returns")
    for said in people[1][:60]:
        dialogue = nf.Dialogue(catalogue)
        while True:
            question = nf.next_question(catalogue, dialogue.belief, dialogue.asked, nf.ORDERS[0], rng)
            if question is None:
                break
            assert catalogue.information_gain(dialogue.belief, question) > nf.USELESS
            dialogue.hear(question, int(said[question]))
        assert returns not in dialogue.asked
        assert len(dialogue.asked) == len(set(dialogue.asked))


def test_without_slips_it_stops_when_it_knows() -> None:
    dialogue = nf.Dialogue(small())
    rng = np.random.default_rng(1)
    assert nf.next_question(dialogue.catalogue, dialogue.belief, [], nf.ORDERS[0], rng) == 0
    dialogue.hear(0, 0)
    dialogue.hear(1, 0)
    assert dialogue.recommendation == 0
    assert nf.next_question(dialogue.catalogue, dialogue.belief, dialogue.asked, nf.ORDERS[0], rng) is None


def test_the_other_orders_ask_in_theirs() -> None:
    rng, even = np.random.default_rng(1), np.full(4, 0.25)
    assert nf.next_question(small(), even, [0], nf.ORDERS[1], rng) == 1
    drawn = {nf.next_question(small(), even, [0], nf.ORDERS[2], rng) for _ in range(30)}
    assert drawn == {1, 2}
    assert nf.next_question(small(), even, [0, 1, 2], nf.ORDERS[2], rng) is None


@pytest.mark.parametrize("seed", range(5))
def test_asking_what_tells_most_beats_fixed_and_random_order(
    catalogue: nf.Catalogue, people: tuple[np.ndarray, np.ndarray], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    chosen = rng.choice(len(people[0]), 120, replace=False)
    courses = nf.compare_orders(catalogue, people[0][chosen], people[1][chosen], 8, rng)
    best, fixed, drawn = (courses[order] for order in nf.ORDERS)
    for asked in range(2, 5):
        assert best.uncertainty[asked] < min(fixed.uncertainty[asked], drawn.uncertainty[asked]) - 0.2
        assert best.right[asked] > max(fixed.right[asked], drawn.right[asked])
    # Once all has been asked, the order no longer matters.
    assert best.uncertainty[-1] == pytest.approx(fixed.uncertainty[-1], abs=1e-9)
    assert best.right[-1] == drawn.right[-1]


def test_answers_drawn_slip_as_often_as_stated(catalogue: nf.Catalogue) -> None:
    rng = np.random.default_rng(4)
    drawn = np.array([nf.draw_answers(catalogue, 3, rng) for _ in range(1500)])
    right = (drawn == catalogue.answers[3]).mean(axis=0)
    assert right[:-1] == pytest.approx(np.full(len(QUESTIONS) - 1, 0.9), abs=0.03)
    assert right[-1] == 1

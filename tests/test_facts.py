"""The register of facts holds together: every row has its test or its reason, and every test that it names exists."""

import ast
from functools import cache

from facts_register import PAGE, TESTS, Fact, facts, page

from rulebook.documents import Document


@cache
def functions(path: str) -> frozenset[str]:
    """Names of the test functions of a file; none when there is no such file."""
    if not (TESTS / path).exists():
        return frozenset()
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_ids_are_unique() -> None:
    """A fact is quoted by its id."""
    ids = [fact.id for fact in facts()]
    assert [id_ for id_ in ids if ids.count(id_) > 1] == []
    assert all(id_.startswith("FC-") for id_ in ids)


def test_each_fact_has_tests_or_a_reason() -> None:
    """One of the two, never both, never none."""
    assert [fact.id for fact in facts() if bool(fact.tests) == bool(fact.left_out)] == []


def test_each_test_named_exists() -> None:
    """A test renamed or removed is found here."""
    named = [(fact.id, test.partition("::")) for fact in facts() for test in fact.tests]
    assert [(id_, path, name) for id_, (path, _, name) in named if name not in functions(path)] == []


def test_each_fact_quotes_a_document() -> None:
    """One of the rulebook's, and a place in it; it is a sentence about one platform or both."""

    def stands(fact: Fact) -> bool:
        place = fact.source.partition(": ")[2]
        known = fact.platform in {"both", "low", "high"}
        return isinstance(fact.document(), Document) and bool(place) and known and fact.says.endswith(".")

    assert [fact.id for fact in facts() if not stands(fact)] == []


def test_the_page_is_up_to_date() -> None:
    """`make docs` writes it again."""
    assert PAGE.read_text(encoding="utf-8") == page()

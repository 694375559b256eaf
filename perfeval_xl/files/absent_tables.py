"""The tables of 自评表 that the form of a scheme does not have: written as everywhere, in hidden rows."""

from __future__ import annotations

from perfeval_xl.files.layout import BUDGET_ROWS, Layout
from perfeval_xl.files.page import Page
from perfeval_xl.model import Budget, Form
from perfeval_xl.scheme import Scheme


def hide(page: Page, form: Form, scheme: Scheme, places: Layout) -> None:
    """Hides 年度主要任务 and 预算情况 where the scheme has none; a return that holds them all the same shows them."""
    if "budget" not in scheme.form.parts and form.budget == Budget():
        page.hidden.update(range(places.budget, places.total + len(BUDGET_ROWS)))
    if "tasks" not in scheme.form.parts and not form.tasks:
        page.hidden.update(range(places.tasks.header, places.tasks.closing + 1))

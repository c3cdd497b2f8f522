"""What a department needs: whether it meets citizens, which areas and competences; and a new one."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from nsk_tui import directory_words
from nsk_tui.rules.consultations import Area
from nsk_tui.rules.directory import Department
from nsk_tui.rules.merge import Value
from nsk_tui.screens.actions import Place
from nsk_tui.screens.base import DialogScreen
from nsk_tui.screens.fields import FieldsScreen
from nsk_tui.screens.record_form import RecordForm
from nsk_tui.services import competences, departments
from nsk_tui.services.departments import StoredDepartment
from nsk_tui.widgets.coded_field import CodedField
from nsk_tui.widgets.dialog import TextBlock
from nsk_tui.widgets.line_field import LineField
from nsk_tui.widgets.options import Option, numbered
from nsk_tui.wording import _

YES, NO = "yes", "no"
NAME_CHARACTERS_MAX = 60


class DepartmentScreen(RecordForm[StoredDepartment]):
    """Changes what a department needs."""

    def __init__(self, stored: StoredDepartment) -> None:
        """Change a department as it was read."""
        super().__init__()
        self.stored = stored

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        title = _("WHAT {department} NEEDS").format(department=self.stored.department.name)
        return title, _("F8 saves, Esc closes")

    def coded_parts(self) -> tuple[CodedField, ...]:
        """Return whether it meets citizens, the areas, the competences."""
        yes_no = (Option("1", YES, _("yes")), Option("2", NO, _("no")))
        areas = [Option(str(at), area.value, directory_words.area(area)) for at, area in enumerate(Area, 1)]
        asked = numbered(sorted(self.stored.department.competences))
        return (
            CodedField("citizens", _("Citizens"), yes_no),
            CodedField("areas", _("Areas"), areas, many=True),
            CodedField("competences", _("Competences"), asked, many=True, own_words=True),
        )

    def hint(self) -> str:
        """Return what follows from it."""
        return _(
            "Somebody there must be able to answer for what it needs: else the field in the coverage is "
            "empty. A department that does not meet citizens needs nothing."
        )

    def on_mount(self) -> None:
        """Begin, and learn which competences the group speaks of."""
        super().on_mount()
        self.run_service(competences.names_known, self.session, done=self._learn)

    def _learn(self, names: tuple[str, ...]) -> None:
        field = self.coded["competences"]
        field.options = numbered(names)
        field.refresh(layout=True)

    def begin(self) -> dict[str, Value]:
        """Return what it needs."""
        return self.values_of(self.stored)

    def values_of(self, stored: StoredDepartment) -> dict[str, Value]:
        """Return what the fields hold for a department."""
        one = stored.department
        return {
            "citizens": (YES if one.has_citizen_contact else NO,),
            "areas": tuple(area.value for area in Area if area in one.areas),
            "competences": tuple(sorted(one.competences)),
        }

    def fault(self, values: Mapping[str, Value]) -> tuple[str, str] | None:
        """Return which field is empty; None when none is."""
        return None if values["citizens"] else ("citizens", _("Does it meet citizens? The digit chooses."))

    def saving(self, values: Mapping[str, Value]) -> Callable[[], Any]:
        """Return the call that saves it."""
        changed = Department(
            name=self.stored.department.name,
            has_citizen_contact=values["citizens"] == (YES,),
            areas=frozenset(Area(one) for one in values["areas"]),
            competences=frozenset(values["competences"]),
        )
        return partial(departments.set_department, self.session, changed, self.stored.version)

    def saved(self, answer: StoredDepartment) -> None:
        """Close: it is saved."""
        self.dismiss(_("Saved: what {department} needs. u undoes.").format(department=answer.department.name))

    def fetching(self) -> Callable[[], StoredDepartment]:
        """Return the call that reads it again."""
        return partial(departments.department, self.session, self.stored.department.name)

    def take_newer(self, record: StoredDepartment) -> dict[str, Value]:
        """Go on from a newer version."""
        self.stored = record
        return self.values_of(record)


class NewDepartmentScreen(DialogScreen[str], FieldsScreen):
    """Adds a department at the end."""

    NOUN = Place.FORM
    CSS_PATH = "record_form.tcss"

    def body(self) -> tuple[Any, ...]:
        """Return the name, and what follows."""
        return (
            LineField("name", _("Name"), limit=NAME_CHARACTERS_MAX),
            TextBlock(_("It comes last, and asks for both areas until you say otherwise: r in the coverage."),
                      id="hint"),
        )  # fmt: skip

    def box_title(self) -> str:
        """Return the box's title."""
        return _("New department")

    def title_texts(self) -> tuple[str, str]:
        """Return the title line."""
        return _("NEW DEPARTMENT"), _("Esc closes")

    def on_mount(self) -> None:
        """Begin with the name."""
        super().on_mount()
        self.go_to("name")

    def do_form_save(self) -> None:
        """Add it, once it has a name."""
        if not self.value("name").strip():
            self.go_to("name", _("What is it called?"))
        else:
            self.run_service(departments.add_department, self.session, self.value("name"), done=self._saved)

    def _saved(self, stored: StoredDepartment) -> None:
        self.dismiss(None)
        self.program.everywhere.say(
            _("{department} is added. It cannot be removed again.").format(department=stored.department.name)
        )

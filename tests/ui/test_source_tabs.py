"""The sources of one passage, as tabs."""

from workbench.ui.source_tabs import SourceTabs


def test_tabs_stay_readable_however_many_there_are_and_each_can_be_chosen(qtbot) -> None:
    tabs = SourceTabs()
    qtbot.addWidget(tabs)
    titles = [f"Annual Message of {year} & more" for year in range(1790, 1816)]
    tabs.resize(420, 30)
    tabs.show_titles(titles, 0)
    tabs.show()
    widths = [tabs.tabRect(index).width() for index in range(len(titles))]
    assert min(widths) >= 16 * tabs.fontMetrics().averageCharWidth()
    assert tabs.width() == 420
    with qtbot.waitSignal(tabs.stepped) as stepped:
        tabs.setCurrentIndex(25)
    assert stepped.args == [25]
    assert 0 <= tabs.tabRect(25).left() < 420  # it was scrolled to
    assert tabs.tabText(25).startswith("26  Annual Message of 1815 && more")

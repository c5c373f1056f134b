"""A workflow in a child process, seen from the parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbench.domain.document import Document
from workbench.domain.progress import Progress
from workbench.jobs import Cancelled, Done, Failed, Partial, Worker

posix_only = pytest.mark.skipif(os.name != "posix", reason="signals and /proc")


def alive(pid):
    """Whether a process runs; one that has ended and was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_progress_partial_results_and_the_result_come_in_order(worker, drain):
    told = drain(worker.run("odd_workflows:steps"))
    assert [news for news in told if not isinstance(news, Progress)] == [
        Partial("one found"),
        Partial("two found"),
        Done(["one", "two"]),
    ]
    assert told.index(Progress(0, 2, "First")) < told.index(Partial("one found"))
    assert (
        told.index(Partial("one found"))
        < told.index(Progress(1, 2, "Second"))
        < told.index(Partial("two found"))
    )
    assert told[-2] == Progress(2, 2, "Second")


def test_fast_progress_is_thinned_and_its_last_is_never_lost(worker, drain):
    drain(worker.run("odd_workflows:echo", value=None))
    began = time.monotonic()
    told = drain(worker.run("odd_workflows:count", total=50_000))
    reports = [news for news in told if isinstance(news, Progress)]
    assert len(reports) <= 3 + 20 * (time.monotonic() - began)
    assert reports == sorted(reports, key=lambda report: report.done)
    assert told[-2:] == [Progress(50_000, 50_000, "Counting"), Done(50_000)]


def test_progress_that_was_held_back_comes_while_the_workflow_is_silent(worker, until):
    job, told = worker.run("odd_workflows:quick_then_silent"), []

    def last_came():
        told.extend(job.poll())
        return Progress(100, 100, "Quick") in told

    until(last_came)
    assert not any(isinstance(news, Done) for news in told)


def test_any_text_and_large_values_travel_unchanged(worker, drain):
    document = Document("a", "\ud800 \U0001f600 \0\r\n" * 200_000, "0" * 64)
    assert drain(worker.run("odd_workflows:echo", value=document)) == [Done(document)]


def test_jobs_run_in_the_order_of_their_orders_in_one_child(worker, drain):
    jobs = [worker.run("odd_workflows:surroundings") for _ in range(5)]
    pids = [drain(job)[-1].value["pid"] for job in jobs]
    assert pids == [worker.pid] * 5
    assert worker.pid != os.getpid()


def test_a_name_without_its_package_is_looked_for_there(workflows, drain, tmp_path):
    (tmp_path / "odd_package").mkdir()
    (tmp_path / "odd_package" / "inner.py").write_text("def give(x):\n    return x\n    yield\n")
    with Worker("odd_package") as worker:
        assert drain(worker.run("inner:give", x=3)) == [Done(3)]
        assert drain(worker.run("odd_package.inner:give", x=4)) == [Done(4)]


@pytest.mark.parametrize("name", ["odd_workflows", "odd_workflows:", "os;x:system", "../os:system", ":count"])
def test_what_is_not_the_name_of_a_workflow_is_refused_at_once(worker, name):
    with pytest.raises(ValueError, match="module:function"):
        worker.run(name)


def test_a_module_of_another_package_is_never_run(worker, drain):
    (failed,) = drain(worker.run("os:getcwd"))
    assert "ModuleNotFoundError" in failed.message


def test_cancelling_closes_the_workflow_so_that_it_can_tidy_up(worker, drain, until, tmp_path):
    mark = tmp_path / "mark"
    job = worker.run("odd_workflows:wait", mark=mark)
    until(lambda: bool(job.poll()))
    pid = worker.pid
    job.cancel()
    assert drain(job)[-1] == Cancelled()
    assert mark.read_text() == "closed"
    assert drain(worker.run("odd_workflows:echo", value=1)) == [Done(1)]
    assert worker.pid == pid


@posix_only
def test_a_workflow_that_does_not_stop_is_ended_after_the_grace(worker, drain, until):
    job = worker.run("odd_workflows:hang")
    until(lambda: bool(job.poll()))
    pid, began = worker.pid, time.monotonic()
    job.cancel()
    assert drain(job) == [Cancelled()]
    assert 0.4 < time.monotonic() - began < 3
    assert not alive(pid)
    assert drain(worker.run("odd_workflows:echo", value=1)) == [Done(1)]


def test_a_job_that_waits_is_dropped_and_the_others_run(worker, drain, until, tmp_path):
    first = worker.run("odd_workflows:wait", mark=tmp_path / "first")
    second = worker.run("odd_workflows:wait", mark=tmp_path / "second")
    third = worker.run("odd_workflows:echo", value=3)
    second.cancel()
    assert drain(second) == [Cancelled()]
    first.cancel()
    assert drain(first)[-1] == Cancelled()
    assert drain(third) == [Done(3)]
    assert not (tmp_path / "second").exists()


def test_cancelling_what_has_ended_changes_nothing(worker, drain):
    job = worker.run("odd_workflows:echo", value=1)
    drain(job)
    job.cancel()
    assert drain(worker.run("odd_workflows:echo", value=2)) == [Done(2)]
    assert job.poll() == []


@posix_only
def test_a_killed_child_is_one_sentence_ten_times_and_the_next_job_runs(worker, drain, until):
    for number in range(10):
        job = worker.run("odd_workflows:hang")
        waiting = worker.run("odd_workflows:echo", value=number)
        until(lambda job=job: bool(job.poll()))
        os.kill(worker.pid, signal.SIGKILL)
        (failed,) = drain(job)
        assert failed.message == "The background process ended unexpectedly."
        assert failed.remedy
        assert drain(waiting) == [Done(number)]


@posix_only
def test_a_child_that_dies_while_idle_is_replaced_without_a_word(worker, drain, until):
    drain(worker.run("odd_workflows:echo", value=1))
    pid = worker.pid
    os.kill(pid, signal.SIGKILL)
    until(lambda: worker.pid != pid)
    assert drain(worker.run("odd_workflows:echo", value=2)) == [Done(2)]


@posix_only
def test_a_workflow_that_kills_its_process_fails(worker, drain):
    assert drain(worker.run("odd_workflows:kill_itself"))[-1].message.startswith(
        "The background process ended"
    )


def test_an_expected_fault_arrives_with_its_remedy(worker, drain):
    assert drain(worker.run("odd_workflows:expected_fault")) == [
        Progress(0, 1, "Looking"),
        Failed("There is no library here.", "Choose another folder."),
    ]


@pytest.mark.parametrize(
    ("workflow", "words"),
    [
        ("odd_workflows:leave", "SystemExit"),
        ("odd_workflows:too_large", "memory"),
        ("odd_workflows:result_that_cannot_travel", "background process"),
        ("odd_workflows:absent", "AttributeError"),
        ("odd_workflows:count", "TypeError"),
    ],
)
def test_an_unexpected_fault_is_a_general_sentence_and_the_child_lives_on(worker, drain, workflow, words):
    failed = drain(worker.run(workflow))[-1]
    assert isinstance(failed, Failed)
    assert words in failed.message
    pid = worker.pid
    assert drain(worker.run("odd_workflows:echo", value=1)) == [Done(1)]
    assert worker.pid == pid


def test_text_of_documents_reaches_neither_the_sentence_nor_stderr(workflows, capfd, drain):
    with Worker(workflows) as worker:
        failed = drain(worker.run("odd_workflows:unexpected_fault", text="Privileged words"))[-1]
    assert "ValueError" in failed.message
    stderr = capfd.readouterr().err
    assert "in unexpected_fault" in stderr
    assert "KeyError" in stderr
    assert "Privileged" not in failed.message + failed.remedy + stderr


def test_arguments_that_cannot_travel_are_refused_at_once(worker, drain):
    with pytest.raises(Exception, match=r"lambda|pickle"):
        worker.run("odd_workflows:echo", value=lambda: None)
    assert drain(worker.run("odd_workflows:echo", value=1)) == [Done(1)]


def test_the_child_is_offline_polite_and_light(worker, drain):
    found = drain(worker.run("odd_workflows:surroundings"))[-1].value
    assert found["offline"] == "1"
    assert found["nice"] is None or found["nice"] > os.nice(0)
    assert not {"PySide6", "torch", "faiss", "numpy"} & set(found["modules"])


def test_warming_starts_the_child_and_loads_modules_without_waiting(worker, drain, until):
    began = time.monotonic()
    worker.warm(["decimal_that_is_not_there", "wave"])
    assert time.monotonic() - began < 0.1
    until(lambda: "wave" in drain(worker.run("odd_workflows:surroundings"))[-1].value["modules"])


@posix_only
def test_stopping_leaves_no_process_and_ends_all_jobs(workflows, drain, until, tmp_path):
    worker = Worker(workflows, grace=0.5)
    running = worker.run("odd_workflows:wait", mark=tmp_path / "mark")
    waiting = worker.run("odd_workflows:echo", value=1)
    until(lambda: bool(running.poll()))
    pid = worker.pid
    worker.stop()
    assert not alive(pid)
    assert worker.pid is None
    assert (drain(running)[-1], drain(waiting)) == (Cancelled(), [Cancelled()])
    assert (tmp_path / "mark").read_text() == "closed"
    with pytest.raises(RuntimeError):
        worker.run("odd_workflows:echo", value=1)
    worker.stop()
    running.cancel()


@posix_only
def test_stopping_ends_a_child_that_does_not_listen(workflows, until):
    worker = Worker(workflows, grace=0.2)
    job = worker.run("odd_workflows:hang")
    until(lambda: bool(job.poll()))
    pid = worker.pid
    worker.stop()
    assert not alive(pid)


@posix_only
@pytest.mark.parametrize("way", ["python script", "python -m", "killed"])
def test_no_child_outlives_its_parent(workflows, tmp_path, until, way):
    (tmp_path / "parent.py").write_text(
        "import sys, time\n"
        "from workbench.jobs import Worker\n"
        "if __name__ == '__main__':\n"
        "    worker = Worker('odd_workflows')\n"
        f"    job = worker.run('odd_workflows:wait', mark={str(tmp_path / 'mark')!r})\n"
        "    while not job.poll():\n"
        "        time.sleep(0.01)\n"
        "    print(worker.pid, flush=True)\n"
        f"    time.sleep({600 if way == 'killed' else 0})\n"
    )
    command = [sys.executable, *(["-m", "parent"] if way == "python -m" else ["parent.py"])]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        if way == "killed":
            parent.kill()
        parent.wait(20)
    until(lambda: not alive(child))
    if way == "killed":
        until((tmp_path / "mark").exists)


def test_a_warm_trivial_job_is_quick(worker, drain, capsys):
    began = time.perf_counter()
    drain(worker.run("odd_workflows:echo", value=1))
    cold = time.perf_counter() - began
    times = []
    for number in range(50):
        began = time.perf_counter()
        assert drain(worker.run("odd_workflows:echo", value=number)) == [Done(number)]
        times.append(time.perf_counter() - began)
    with capsys.disabled():
        print(f"\ntrivial job: first {cold * 1000:.0f} ms, warm median {sorted(times)[25] * 1000:.1f} ms")


def test_importing_jobs_imports_nothing_heavy():
    script = "import sys, workbench.jobs; sys.exit(bool({'numpy', 'torch', 'PySide6'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0

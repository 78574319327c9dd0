"""TaskQueue and Task for the frozen asyncio, on the simulated clock.

The interpreter's own `_asyncio` asks the machine's clock, which knows nothing of simulated time
and wraps elsewhere than a board's. What asyncio expects of the two classes is read from
micropython/micropython extmod/modasyncio.c and extmod/asyncio/core.py. `state` of a task: True
runs, a TaskQueue runs and is waited on, None ended unseen, False ended and seen.
"""

from _sim import clock


class TaskQueue:
    """Tasks by the time at which they are due; first in, first out at the same time."""

    def __init__(self):
        self._tasks = []

    def peek(self):
        """Return the next task, or None."""
        return self._tasks[0] if self._tasks else None

    def push(self, task, due=None):
        """Add a task that is due at these ticks, or now."""
        task.data = None
        if due is None:
            due = clock.ticks
        task.ph_key = due
        tasks = self._tasks
        place = len(tasks)
        while place and clock.ticks_diff(tasks[place - 1].ph_key, due) > 0:
            place -= 1
        tasks.insert(place, task)

    def pop(self):
        """Take the next task. Raises IndexError if there is none."""
        return self._tasks.pop(0)

    def remove(self, task):
        """Take a task out of the middle."""
        self._tasks.remove(task)


class Task:
    """A coroutine and what it waits for."""

    _core = None  # asyncio.core's globals: cur_task, _task_queue, CancelledError

    def __init__(self, coro, core=None):
        self.coro = coro
        self.data = None
        self.state = True
        self.ph_key = 0
        if core is not None:
            Task._core = core

    def __iter__(self):
        if self.state is True:
            self.state = TaskQueue()
        elif not self.state and not isinstance(self.state, TaskQueue):
            self.state = False
        elif not isinstance(self.state, TaskQueue):
            raise RuntimeError("can't wait")
        return self

    def __next__(self):
        if self.done():
            raise self.data
        waiting = self._core["cur_task"]
        self.state.push(waiting)
        waiting.data = self

    def done(self) -> bool:
        """Return whether the coroutine has ended."""
        return self.state is None or self.state is False

    def cancel(self) -> bool:
        """Throw CancelledError into the coroutine; False if it has ended already."""
        if self.done():
            return False
        if self is self._core["cur_task"]:
            raise RuntimeError("can't cancel self")
        task = self
        while isinstance(task.data, Task):
            task = task.data
        ready = self._core["_task_queue"]
        if hasattr(task.data, "remove"):  # it waits on an event, a lock or a stream
            task.data.remove(task)
            ready.push(task)
        elif clock.ticks_diff(task.ph_key, clock.ticks) > 0:
            ready.remove(task)
            ready.push(task)
        task.data = self._core["CancelledError"]
        return True

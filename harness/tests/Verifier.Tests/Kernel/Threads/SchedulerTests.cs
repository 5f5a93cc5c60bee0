using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Threads;

/// <summary>One baton: the order of threads, the time that a wait takes, and the end of a wait that nothing can satisfy.</summary>
public sealed class SchedulerTests
{
    private Machine _machine = null!;
    private ulong _event;

    [SetUp]
    public void Boot()
    {
        _machine = MachineAssembly.Build(SystemProfile.Find("windows-10-x64")!);
        _event = _machine.Images.Load("test", [new(".data", SectionKind.Data, 64)]).Data.Address;
        _machine.Dispatcher.Initialize(_event, DispatcherType.SynchronizationEvent, DispatcherHeader.Bytes, 0);
    }

    [TearDown]
    public void Shutdown() => _machine.Dispose();

    [Test]
    public void Wait_signalled_by_another_thread_ends()
    {
        var order = new List<string>();
        _machine.Scheduler.Create("setter", isSystem: true, () =>
        {
            order.Add("set");
            _machine.Dispatcher.Signal(_event, 1);
        });
        order.Add("wait");
        var status = _machine.Scheduler.Wait(new WaitRequest([_event], false, false, WaitRequest.Forever));
        order.Add("woken");
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(order, Is.EqualTo(new[] { "wait", "set", "woken" }));
        Assert.That(_machine.Dispatcher.SignalState(_event), Is.Zero, "a synchronization event releases one waiter");
    }

    [Test]
    public void Wait_while_another_thread_serves_a_request_keeps_the_own_one()
    {
        _machine.Scheduler.Create("other", isSystem: false, () => (_machine.CurrentRoutine, _machine.CurrentRoutineArgument) = (1, 2));
        (_machine.CurrentRoutine, _machine.CurrentRoutineArgument) = (3, 4);
        _machine.Scheduler.Wait(new WaitRequest([_event], false, false, 1));
        Assert.That((_machine.CurrentRoutine, _machine.CurrentRoutineArgument), Is.EqualTo((3UL, 4UL)));
    }

    [Test]
    public void Wait_with_timeout_costs_virtual_time_only()
    {
        var status = _machine.Scheduler.Wait(new WaitRequest([_event], false, false, 36_000_000_000L));
        Assert.That(status, Is.EqualTo(NTSTATUS.STATUS_TIMEOUT));
        Assert.That(_machine.Clock.Now, Is.EqualTo(36_000_000_000L));
    }

    [Test]
    public void Wait_that_nobody_can_end_is_a_hang_that_names_the_event()
    {
        Assert.That(
            () => _machine.Scheduler.Wait(new WaitRequest([_event], false, false, WaitRequest.Forever)),
            Throws.InstanceOf<MachineStopped>());
        Assert.That(_machine.Stopped!.IsHang);
        Assert.That(_machine.Stopped.Detail, Does.Contain("application").And.Contain($"event at 0x{_event:X}"));
    }

    [Test]
    public void Reset_ends_threads_that_still_wait_and_the_machine_runs_again()
    {
        var unwound = 0;
        for (var run = 0; run < 50; run++)
        {
            for (var i = 0; i < 3; i++)
            {
                _machine.Scheduler.Create("sleeper", isSystem: true, () =>
                {
                    try
                    {
                        _machine.Scheduler.Wait(new WaitRequest([_event], false, false, WaitRequest.Forever));
                    }
                    finally
                    {
                        unwound++;
                    }
                });
            }

            _machine.Scheduler.Yield();
            Assert.That(_machine.Scheduler.Living.Count(), Is.EqualTo(3));
            _machine.Reset(_machine.Profile);
            Boot2();
        }

        Assert.That(unwound, Is.EqualTo(150));
    }

    [Test]
    public void Exception_that_a_system_thread_does_not_catch_is_0x7E()
    {
        _machine.Scheduler.Create("raiser", isSystem: true, () => throw new KernelException(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(() => _machine.Scheduler.Yield(), Throws.InstanceOf<MachineStopped>());
        Assert.That(_machine.Stopped!.BugCheck!.Code, Is.EqualTo(BugCheckCode.SYSTEM_THREAD_EXCEPTION_NOT_HANDLED));
        Assert.That(_machine.Stopped.BugCheck.P1, Is.EqualTo(0xC000009A));
    }

    [Test]
    public void Thread_without_a_stack_takes_its_turns_like_any_other()
    {
        var order = new List<string>();
        _machine.Scheduler.CreateStackless("consumer", Life());
        _machine.Scheduler.Create("neighbour", isSystem: true, () =>
        {
            order.Add($"neighbour at {_machine.Clock.Now}");
            _machine.Scheduler.Wait(WaitRequest.Until(25));
            order.Add($"neighbour at {_machine.Clock.Now}");
        });
        order.Add($"application at {_machine.Clock.Now}");
        _machine.Scheduler.Wait(WaitRequest.Until(30));
        order.Add($"application at {_machine.Clock.Now}");
        Assert.That(order, Is.EqualTo(new[]
        {
            "application at 0", "consumer at 0", "neighbour at 0", "consumer at 10", "consumer at 20", "neighbour at 25", "application at 30",
        }));
        Assert.That(_machine.Scheduler.Living, Is.Empty);
        Assert.That(_machine.Scheduler.Current, Is.SameAs(_machine.Scheduler.Main));

        IEnumerator<KernelAction> Life()
        {
            for (var due = 10; due <= 30; due += 10)
            {
                order.Add($"{_machine.Scheduler.Current.Name} at {_machine.Clock.Now}");
                yield return KernelAction.Block(WaitRequest.Until(due < 30 ? due : 0));
            }
        }
    }

    [Test]
    public void Thread_without_a_stack_waits_for_objects_and_is_named_in_a_hang()
    {
        var ends = new List<NTSTATUS>();
        var unwound = false;
        _machine.Scheduler.CreateStackless("consumer", Life());
        _machine.Dispatcher.Signal(_event, 1);
        Assert.That(() => _machine.Scheduler.Wait(WaitRequest.For("Godot", () => false)), Throws.InstanceOf<MachineStopped>());
        Assert.That(ends, Is.EqualTo(new[] { NTSTATUS.STATUS_SUCCESS, NTSTATUS.STATUS_TIMEOUT }));
        Assert.That(_machine.Stopped!.Detail, Does.Contain("\"consumer\" waits for ever").And.Contain("Godot"));
        Assert.That(unwound, Is.False);
        _machine.Reset(_machine.Profile);
        Assert.That(unwound, "the next run begins without it");

        IEnumerator<KernelAction> Life()
        {
            try
            {
                foreach (var due in new[] { WaitRequest.Forever, 5, WaitRequest.Forever })
                {
                    yield return KernelAction.Block(new WaitRequest([_event], false, false, due));
                    ends.Add(new NTSTATUS((uint)_machine.Scheduler.Current.Result));
                }
            }
            finally
            {
                unwound = true;
            }
        }
    }

    private void Boot2()
    {
        _event = _machine.Images.Load("test", [new(".data", SectionKind.Data, 64)]).Data.Address;
        _machine.Dispatcher.Initialize(_event, DispatcherType.SynchronizationEvent, DispatcherHeader.Bytes, 0);
    }
}

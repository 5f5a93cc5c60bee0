using Verifier.Kernel;
using Verifier.Tests.Kernel.BugChecks.Proof;

namespace Verifier.Tests.Kernel.Io;

/// <summary>Two drivers, one above the other: passing on, completion routines, pending on the way up.</summary>
public sealed class DriverStackTests : IoFixture
{
    private TestDriver _lower = null!;
    private UpperDriver _upper = null!;

    [Test]
    public void Skipped_irp_reaches_the_driver_below_and_its_status_the_application()
    {
        LoadStack((_, irp) => _lower.Complete(irp, NTSTATUS.STATUS_SUCCESS, 3), null);
        Assert.That(_upper.Device.StackSize, Is.EqualTo(2));
        Assert.That(Requests.Read(Open(), 4).Information, Is.EqualTo(3));
        AssertNoViolation();
    }

    [Test]
    public void Skipped_irp_that_pends_below_is_lawful_for_both()
    {
        LoadStack(Pend, null);
        var request = Requests.Read(Open(), 4);
        Assert.That(request.Status, Is.EqualTo(NTSTATUS.STATUS_PENDING));
        CompletePending();
        Assert.That(request.Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        AssertNoViolation();
    }

    [Test]
    public void Completion_routine_is_called_with_the_device_of_its_own_driver()
    {
        var seen = new List<(ulong Device, bool Pending, NTSTATUS Status)>();
        LoadStack((_, irp) => _lower.Complete(irp, NTSTATUS.STATUS_UNSUCCESSFUL), (_, irp) => _upper.Forward(irp, (device, i, _) =>
        {
            seen.Add((device.Pointer, i.PendingReturned, i.Status));
            return NTSTATUS.STATUS_CONTINUE_COMPLETION;
        }));
        Requests.Read(Open(), 4);
        Assert.That(seen, Is.EqualTo(new[] { (_upper.Device.Pointer.Address, false, NTSTATUS.STATUS_UNSUCCESSFUL) }));
        AssertNoViolation();
    }

    [Test]
    public void Completion_routine_runs_only_for_what_it_asked_for()
    {
        var calls = 0;
        LoadStack((_, irp) => _lower.Complete(irp, NTSTATUS.STATUS_SUCCESS), (_, irp) =>
        {
            _upper.IoCopyCurrentIrpStackLocationToNext(irp);
            _upper.IoSetCompletionRoutine(irp, (_, _, _) => Count(ref calls), default, false, true, true);
            return _upper.IoCallDriver(_upper.Lower, irp);
        });
        Requests.Read(Open(), 4);
        Assert.That(calls, Is.Zero);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x228)]
    public void PendingReturned_not_passed_on_is_0x228()
    {
        LoadStack(Pend, (_, irp) => _upper.Forward(irp, (_, _, _) => NTSTATUS.STATUS_CONTINUE_COMPLETION));
        Requests.Read(Open(), 4);
        CompletePending();
        AssertViolation(0x228);
    }

    [Test]
    public void PendingReturned_passed_on_is_lawful()
    {
        LoadStack(Pend, (_, irp) => _upper.Forward(irp, (_, i, _) =>
        {
            if (i.PendingReturned)
            {
                _upper.IoMarkIrpPending(i);
            }

            return NTSTATUS.STATUS_CONTINUE_COMPLETION;
        }));
        Requests.Read(Open(), 4);
        CompletePending();
        AssertNoViolation();
    }

    [Test]
    public void More_processing_gives_the_irp_back_to_the_upper_driver()
    {
        LoadStack(Pend, WaitForLower);
        Machine.Scheduler.Create("completer", isSystem: true, CompletePending);
        var request = Requests.Read(Open(), 4);
        Assert.That(request.Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(request.IsComplete);
        AssertNoViolation();
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x226)]
    public void Forgotten_completion_after_more_processing_is_0x226()
    {
        LoadStack((_, irp) => _lower.Complete(irp, NTSTATUS.STATUS_SUCCESS), (_, irp) =>
            _upper.Forward(irp, (_, _, _) => NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED));
        Requests.Read(Open(), 4);
        AssertViolation(0x226);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x23E)]
    public void Status_that_hides_a_pending_irp_below_is_0x224()
    {
        LoadStack(Pend, (_, irp) =>
        {
            _upper.IoSkipCurrentIrpStackLocation(irp);
            _upper.IoCallDriver(_upper.Lower, irp);
            return NTSTATUS.STATUS_SUCCESS;
        });
        Requests.Read(Open(), 4);
        Assert.That(Machine.Violations, Has.Count.EqualTo(1));
        Assert.That(Machine.Violations[0].P1, Is.EqualTo(0x23E).Or.EqualTo(0x224));
    }

    [Test]
    [Raises(BugCheckCode.NO_MORE_IRP_STACK_LOCATIONS)]
    public void No_location_left_is_0x35()
    {
        LoadStack(CallItself, null);
        AssertBugCheck(BugCheckCode.NO_MORE_IRP_STACK_LOCATIONS, () => Requests.Read(Open(), 4));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x208)]
    public void No_location_left_is_0x208_for_a_verified_driver()
    {
        Boot(DriverVerifierOptions.IoVerification);
        LoadStack(CallItself, null);
        var check = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, () => Requests.Read(Open(), 4));
        Assert.That(check.P1, Is.EqualTo(0x208));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x205)]
    public void Passing_on_an_irp_that_is_still_below_is_0x205()
    {
        LoadStack(Pend, (_, irp) =>
        {
            _upper.IoMarkIrpPending(irp);
            _upper.Forward(irp, (_, _, _) => NTSTATUS.STATUS_CONTINUE_COMPLETION);
            irp.CurrentLocation++;
            irp.CurrentStackLocation += 0x48;
            _upper.IoCallDriver(_upper.Lower, irp);
            return NTSTATUS.STATUS_PENDING;
        });
        Machine.VerifierOptions = DriverVerifierOptions.IoVerification;
        var file = Open();
        Assert.That(AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, () => Requests.Read(file, 4)).P1, Is.EqualTo(0x205));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x209)]
    public void Completing_an_irp_that_is_still_below_is_0x209()
    {
        LoadStack(Pend, (_, irp) =>
        {
            _upper.IoMarkIrpPending(irp);
            _upper.Forward(irp, (_, _, _) => NTSTATUS.STATUS_CONTINUE_COMPLETION);
            irp.CurrentLocation++;
            irp.CurrentStackLocation += 0x48;
            irp.Status = NTSTATUS.STATUS_CANCELLED;
            _upper.IoCompleteRequest(irp);
            return NTSTATUS.STATUS_PENDING;
        });
        Requests.Read(Open(), 4);
        Assert.That(Machine.Violations.Select(v => v.P1), Does.Contain(0x209UL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x203)]
    public void Passing_on_with_a_cancel_routine_is_0x203()
    {
        LoadStack((_, irp) =>
        {
            _lower.IoSetCancelRoutine(irp, null);
            return _lower.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        }, (device, irp) =>
        {
            _upper.IoSetCancelRoutine(irp, (_, _) => { });
            return _upper.Skip(device, irp);
        });
        Requests.Read(Open(), 4);
        AssertViolation(0x203);
    }

    [Test]
    public void Cancel_routine_of_the_driver_that_holds_the_irp_is_right()
    {
        LoadStack((device, irp) =>
        {
            _lower.IoSetCancelRoutine(irp, (_, _) => { });
            return Pend(device, irp);
        }, null);
        Requests.Read(Open(), 4);
        AssertNoViolation();
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x229)]
    public void Cancel_routine_set_while_the_irp_is_below_is_0x229()
    {
        LoadStack(Pend, (device, irp) =>
        {
            var status = _upper.Skip(device, irp);
            _upper.IoSetCancelRoutine(irp, (_, _) => { });
            return status;
        });
        Requests.Read(Open(), 4);
        AssertViolation(0x229);
    }

    [Test]
    [Raises(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, 0x0)]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x4)]
    public void Call_of_a_deleted_device_is_0x04_or_a_page_fault()
    {
        LoadStack((_, irp) => _lower.Complete(irp, NTSTATUS.STATUS_SUCCESS), (_, irp) =>
        {
            _upper.IoCreateDevice(_lower.Object, 0, (string?)null, FILE_DEVICE.FILE_DEVICE_UNKNOWN, 0, false, out var gone);
            _upper.IoDeleteDevice(gone);
            _upper.IoSkipCurrentIrpStackLocation(irp);
            return _upper.IoCallDriver(gone, irp);
        });
        AssertBugCheck(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, () => Requests.Read(Open(), 4));
        Assert.That(Machine.Violations.Single().P1, Is.EqualTo(4));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xFA)]
    public void Completion_routine_that_changes_the_irql_is_0xFA()
    {
        LoadStack((_, irp) => _lower.Complete(irp, NTSTATUS.STATUS_SUCCESS), (_, irp) => _upper.Forward(irp, (_, _, _) =>
        {
            _upper.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out var _);
            return NTSTATUS.STATUS_CONTINUE_COMPLETION;
        }));
        Requests.Read(Open(), 4);
        AssertViolation(0xFA, BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION);
    }

    [Test]
    public void Forced_pending_shows_the_upper_driver_a_completion_that_comes_later()
    {
        Boot(DriverVerifierOptions.ForcePendingIoRequests);
        var returned = default(NTSTATUS);
        var completed = false;
        LoadStack((_, irp) => _lower.Complete(irp, NTSTATUS.STATUS_SUCCESS, 2), (_, irp) =>
        {
            returned = _upper.Forward(irp, (_, i, _) =>
            {
                completed = true;
                _upper.IoMarkIrpPending(i);
                return NTSTATUS.STATUS_CONTINUE_COMPLETION;
            });
            Assert.That(completed, Is.False);
            return returned;
        });
        var request = Requests.Read(Open(), 4);
        Assert.That(returned, Is.EqualTo(NTSTATUS.STATUS_PENDING));
        Assert.That(Requests.WaitFor(request), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Assert.That(completed);
        AssertNoViolation();
    }

    [Test]
    public void Forced_pending_finds_a_driver_that_uses_the_result_at_once()
    {
        Boot(DriverVerifierOptions.ForcePendingIoRequests);
        LoadStack((_, irp) => _lower.Complete(irp, NTSTATUS.STATUS_SUCCESS), (_, irp) =>
        {
            _upper.Forward(irp, (_, _, _) => NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED);
            _upper.IoCompleteRequest(irp);
            return NTSTATUS.STATUS_SUCCESS;
        });
        Requests.Read(Open(), 4);
        Assert.That(Machine.Violations.Select(v => v.P1), Does.Contain(0x209UL));
    }

    private NTSTATUS CallItself(DeviceObject device, Irp irp)
    {
        _lower.IoCopyCurrentIrpStackLocationToNext(irp);
        return _lower.IoCallDriver(device, irp);
    }

    private static NTSTATUS Count(ref int calls)
    {
        calls++;
        return NTSTATUS.STATUS_CONTINUE_COMPLETION;
    }

    private ulong _pending;

    private NTSTATUS Pend(DeviceObject device, Irp irp)
    {
        _pending = irp.Pointer;
        _lower.IoMarkIrpPending(irp);
        return NTSTATUS.STATUS_PENDING;
    }

    // As the lower driver's DPC would.
    private void CompletePending()
    {
        Machine.Caller = _lower.Image;
        _lower.Complete(new Irp(Machine, _pending), NTSTATUS.STATUS_SUCCESS);
        Machine.Caller = null;
    }

    private NTSTATUS WaitForLower(DeviceObject device, Irp irp)
    {
        var done = _upper.Local(SizeOf.KEVENT);
        _upper.KeInitializeEvent(done, EVENT_TYPE.NotificationEvent, false);
        var status = _upper.Forward(irp, (_, _, context) =>
        {
            _upper.KeSetEvent(context, 0, false);
            return NTSTATUS.STATUS_MORE_PROCESSING_REQUIRED;
        }, done);
        if (status == NTSTATUS.STATUS_PENDING)
        {
            _upper.KeWaitForSingleObject(done, KWAIT_REASON.Executive, KPROCESSOR_MODE.KernelMode, false, null);
        }

        status = irp.Status;
        _upper.IoCompleteRequest(irp);
        return status;
    }

    private void LoadStack(DRIVER_DISPATCH lower, DRIVER_DISPATCH? upper)
    {
        _lower = Load(new TestDriver().On(IRP_MJ.IRP_MJ_READ, (device, irp) => lower(device, irp)));
        _upper = new UpperDriver();
        if (upper is not null)
        {
            _upper.On(IRP_MJ.IRP_MJ_READ, (device, irp) => upper(device, irp));
        }

        Assert.That(Machine.Drivers.Load(_upper), Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        Machine.Violations.Clear();
    }
}

using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Io;

/// <summary>
/// The pending law (harness/docs/facts/io.md#the-pending-rule): what a dispatch routine returns, what it marks and what it completes must
/// agree. Without Driver Verifier a breach is noted; with I/O verification the fatal ones stop the machine.
/// </summary>
public sealed class PendingLawTests : IoFixture
{
    private TestDriver _driver = null!;

    [Test]
    public void Completed_with_the_status_returned_is_lawful()
    {
        SendRead((_, irp) => _driver.Complete(irp, NTSTATUS.STATUS_UNSUCCESSFUL));
        AssertNoViolation();
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x224)]
    public void Returned_status_other_than_the_completed_one_is_0x224()
    {
        var request = SendRead((_, irp) =>
        {
            _driver.Complete(irp, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
            return NTSTATUS.STATUS_SUCCESS;
        });
        AssertViolation(0x224);
        Assert.That(request.Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS), "the application gets what was returned");
    }

    [Test]
    public void Returned_other_status_stops_a_verified_driver()
    {
        Boot(DriverVerifierOptions.IoVerification);
        var check = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, () => SendRead((_, irp) =>
        {
            _driver.Complete(irp, NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
            return NTSTATUS.STATUS_SUCCESS;
        }));
        Assert.That((check.P1, check.P4), Is.EqualTo((0x224UL, (ulong)NTSTATUS.STATUS_INSUFFICIENT_RESOURCES.Value)));
    }

    [Test]
    public void Neither_completed_nor_passed_on_nor_pending_is_0x226_and_leaks_the_irp()
    {
        var request = SendRead((_, _) => NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
        AssertViolation(0x226);
        Assert.That(request.Status, Is.EqualTo(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
        Assert.That(Held(_driver), Does.Contain(ResourceKind.PendingIrp));
    }

    [Test]
    public void Pending_without_the_mark_is_0x23D()
    {
        SendRead((_, _) => NTSTATUS.STATUS_PENDING);
        AssertViolation(0x23D);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x23D)]
    public void Pending_returned_after_completion_without_the_mark_is_0x23D()
    {
        SendRead((_, irp) =>
        {
            _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
            return NTSTATUS.STATUS_PENDING;
        });
        AssertViolation(0x23D);
    }

    [Test]
    public void Marked_but_not_returned_pending_is_0x23E()
    {
        SendRead((_, irp) =>
        {
            _driver.IoMarkIrpPending(irp);
            return _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        AssertViolation(0x23E);
    }

    [Test]
    public void Pending_and_completed_before_the_return_is_lawful()
    {
        var request = SendRead((_, irp) =>
        {
            _driver.IoMarkIrpPending(irp);
            _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
            return NTSTATUS.STATUS_PENDING;
        });
        Assert.That(request.Status, Is.EqualTo(NTSTATUS.STATUS_SUCCESS));
        AssertNoViolation();
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x225)]
    public void Minus_one_is_0x225()
    {
        SendRead((_, irp) =>
        {
            _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
            return new NTSTATUS(uint.MaxValue);
        });
        AssertViolation(0x225);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x6)]
    public void Completed_as_pending_is_0x06()
    {
        SendRead((_, irp) =>
        {
            _driver.IoMarkIrpPending(irp);
            return _driver.Complete(irp, NTSTATUS.STATUS_PENDING);
        });
        AssertViolation(0x06);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x7)]
    public void Completed_with_a_cancel_routine_is_0x07()
    {
        SendRead((_, irp) =>
        {
            _driver.IoSetCancelRoutine(irp, (_, _) => { });
            return _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        AssertViolation(0x07);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0xE)]
    public void Completed_above_dispatch_level_is_0x0E()
    {
        SendRead((_, irp) =>
        {
            _driver.KeRaiseIrql(KIRQL.CLOCK_LEVEL, out var old);
            var status = _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
            _driver.KeLowerIrql(old);
            return status;
        });
        AssertViolation(0x0E);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x5)]
    public void Returned_at_another_irql_is_0x05_and_the_run_goes_on_at_the_old_one()
    {
        SendRead((_, irp) =>
        {
            _driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out var _);
            return _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        AssertViolation(0x05);
        Assert.That(Machine.Irql, Is.EqualTo(KIRQL.PASSIVE_LEVEL));
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, 0xC5)]
    public void Returned_in_a_critical_region_is_0xC5()
    {
        SendRead((_, irp) =>
        {
            _driver.KeEnterCriticalRegion();
            return _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        });
        AssertViolation(0xC5, BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION);
    }

    [Test]
    [Raises(BugCheckCode.MULTIPLE_IRP_COMPLETE_REQUESTS)]
    public void Completed_twice_is_0x44()
    {
        var check = AssertBugCheck(BugCheckCode.MULTIPLE_IRP_COMPLETE_REQUESTS, () => SendRead((_, irp) =>
        {
            _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
            _driver.IoCompleteRequest(irp);
            return NTSTATUS.STATUS_SUCCESS;
        }));
        Assert.That(check.P1, Is.Not.Zero);
    }

    [Test]
    [Raises(BugCheckCode.DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x312)]
    public void Information_larger_than_the_buffer_is_0x312_and_is_cut()
    {
        var request = SendRead((_, irp) => _driver.Complete(irp, NTSTATUS.STATUS_SUCCESS, 1000));
        AssertViolation(0x312);
        Assert.That(request.Output, Has.Length.EqualTo(8));
    }

    [Test]
    public void Warning_copies_data_and_error_does_not()
    {
        var warning = SendRead((_, irp) => _driver.Complete(irp, NTSTATUS.STATUS_BUFFER_OVERFLOW, 8));
        Assert.That(warning.Output, Has.Length.EqualTo(8));
        Boot();
        var error = SendRead((_, irp) => _driver.Complete(irp, NTSTATUS.STATUS_UNSUCCESSFUL, 8));
        Assert.That(error.Output, Is.Empty);
        AssertNoViolation();
    }

    private IoRequest SendRead(DRIVER_DISPATCH routine)
    {
        _driver = Load(new TestDriver().On(IRP_MJ.IRP_MJ_READ, (device, irp) => routine(device, irp)));
        return Requests.Read(Open(), 8);
    }
}

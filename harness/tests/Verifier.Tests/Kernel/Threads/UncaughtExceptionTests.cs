using Verifier.Kernel;
using Verifier.Tests.Kernel.Io;

namespace Verifier.Tests.Kernel.Threads;

/// <summary>What an exception becomes that no frame of a driver catches (harness/docs/facts/bugchecks.md#what-the-driver-did).</summary>
public sealed class UncaughtExceptionTests : IoFixture
{
    [Test]
    [Raises(BugCheckCode.SYSTEM_SERVICE_EXCEPTION)]
    public void In_an_applications_request_it_is_0x3B() =>
        AssertStop(BugCheckCode.SYSTEM_SERVICE_EXCEPTION, _ => throw new KernelException(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));

    [Test]
    [Raises(BugCheckCode.KERNEL_MODE_EXCEPTION_NOT_HANDLED)]
    public void In_an_applications_request_of_32_bit_windows_it_is_0x8E()
    {
        Boot(profile: "windows-xp-x86");
        AssertStop(
            BugCheckCode.KERNEL_MODE_EXCEPTION_NOT_HANDLED, _ => throw new KernelException(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES));
    }

    [Test]
    [Raises(BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED)]
    public void At_DISPATCH_LEVEL_it_is_0x1E() => AssertStop(BugCheckCode.KMODE_EXCEPTION_NOT_HANDLED, driver =>
    {
        driver.KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out _);
        throw new KernelException(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
    });

    [Test]
    [Raises(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, 0x4)]
    public void Touch_of_an_address_that_is_not_canonical_is_0x50_4()
    {
        var stop = Stop(BugCheckCode.PAGE_FAULT_IN_NONPAGED_AREA, driver => new Pointer(Machine, 0xDDDD_DDDD_DDDD_DDDD).Read<int>());
        Assert.That((stop.P1, stop.P4), Is.EqualTo((0xDDDD_DDDD_DDDD_DDDDUL, 4UL)));
    }

    [Test]
    [Raises(BugCheckCode.SYSTEM_SERVICE_EXCEPTION)]
    public void It_stops_the_machine_before_termination_handlers_run()
    {
        var isStopped = false;
        Stop(BugCheckCode.SYSTEM_SERVICE_EXCEPTION, _ =>
        {
            try
            {
                throw new KernelException(NTSTATUS.STATUS_INSUFFICIENT_RESOURCES);
            }
            finally
            {
                isStopped = Machine.IsStopped;
            }
        });
        Assert.That(isStopped, Is.True);
    }

    private void AssertStop(BugCheckCode code, Action<TestDriver> work) =>
        Assert.That(Stop(code, work).P1, Is.EqualTo((ulong)NTSTATUS.STATUS_INSUFFICIENT_RESOURCES.Value));

    private BugCheck Stop(BugCheckCode code, Action<TestDriver> work)
    {
        var driver = new TestDriver();
        Load(driver.On(IRP_MJ.IRP_MJ_DEVICE_CONTROL, (_, irp) =>
        {
            work(driver);
            return driver.Complete(irp, NTSTATUS.STATUS_SUCCESS);
        }));
        var file = Open();
        return AssertBugCheck(code, () => Requests.DeviceControl(file, Buffered, [], 0));
    }
}

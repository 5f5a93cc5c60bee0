using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Ke;

/// <summary>A fixture with memory for synchronisation objects and short names for what most tests look at.</summary>
public abstract class KeFixture : KernelFixture
{
    /// <summary>Nonpaged memory of the driver, 16-byte aligned, at an offset in bytes.</summary>
    protected Pointer NonPaged(int offset) => Driver.At(Driver.Image.Data.Address + (ulong)offset);

    /// <summary>Pageable memory of the driver.</summary>
    protected Pointer Paged(int offset) => Driver.At(Driver.Image.PagedData.Address + (ulong)offset);

    /// <summary>The code stops the machine with a violation that Driver Verifier knows by this sub-code.</summary>
    internal BugCheck AssertViolation(ulong code, Action driverCode)
    {
        var stop = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, driverCode);
        Assert.That(stop.P1, Is.EqualTo(code), Machine.Stopped!.Detail);
        return stop;
    }

    /// <summary>The code stops the machine because nothing can go on; returns the report.</summary>
    protected string AssertHang(Action driverCode)
    {
        Assert.That(() => driverCode(), Throws.InstanceOf<MachineStopped>());
        Assert.That(Machine.Stopped!.IsHang, Machine.Stopped.BugCheck?.ToString());
        return Machine.Stopped.Detail!;
    }

    /// <summary>What was noted, by sub-code.</summary>
    protected ulong[] Noted() => [.. Machine.Violations.Select(v => v.P1)];

    /// <summary>The locks in the ledger of the driver.</summary>
    protected ulong[] LocksHeld() =>
        [.. Machine.Resources.HeldBy(Driver.Image).Where(r => r.Kind == ResourceKind.Lock).Select(r => r.Key)];

    /// <summary>Boots a machine with a small pool of one kind and uses it up to the last byte.</summary>
    protected void BootWithEmptyPool(POOL_TYPE type)
    {
        const long small = 1 << 20;
        var limits = type.IsPaged() ? new SystemLimits { PagedPoolBytes = small } : new SystemLimits { NonPagedPoolBytes = small };
        Boot(SystemProfile.Find(ProfileName)!.With(limits));
        for (ulong bytes = 4096; bytes > 0; bytes /= 2)
        {
            while (!Driver.ExAllocatePoolWithTag(type, bytes, "Fill").IsNull)
            {
            }
        }
    }

    /// <summary>Another system thread that runs driver code.</summary>
    protected void StartThread(string name, Action code) => Machine.Scheduler.Create(name, isSystem: true, () =>
    {
        Machine.Caller = Driver.Image;
        code();
    });
}

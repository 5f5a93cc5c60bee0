using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Mm;

/// <summary>A driver with buffers of the kinds that MDLs describe.</summary>
public abstract class MdlFixture : KernelFixture
{
    private protected const ulong Page = 4096;

    private protected static readonly PoolTag Tag = PoolTag.From("Test");

    /// <summary>A block of nonpaged pool.</summary>
    protected Pointer NonPaged(ulong bytes) => Driver.ExAllocatePoolWithTag(POOL_TYPE.NonPagedPool, bytes, Tag);

    /// <summary>A block of paged pool.</summary>
    protected Pointer Paged(ulong bytes) => Driver.ExAllocatePoolWithTag(POOL_TYPE.PagedPool, bytes, Tag);

    /// <summary>A buffer of the application.</summary>
    protected Pointer User(ulong bytes) => Driver.At(Machine.User.Allocate(bytes));

    /// <summary>An MDL for a buffer, not built.</summary>
    protected Mdl MdlFor(Pointer buffer, uint bytes)
    {
        var mdl = Driver.IoAllocateMdl(buffer, bytes);
        Assert.That(mdl.IsNull, Is.False);
        return mdl;
    }

    /// <summary>An MDL for a buffer, locked for writing.</summary>
    protected Mdl LockedMdl(Pointer buffer, uint bytes, KPROCESSOR_MODE mode = KPROCESSOR_MODE.KernelMode)
    {
        var mdl = MdlFor(buffer, bytes);
        Driver.MmProbeAndLockPages(mdl, mode, LOCK_OPERATION.IoModifyAccess);
        return mdl;
    }

    /// <summary>Whether the driver holds something of a kind.</summary>
    protected int Held(ResourceKind kind) => Machine.Resources.HeldBy(Driver.Image).Count(r => r.Kind == kind);

    /// <summary>The code stops the machine with 0xC4 and this sub-code.</summary>
    internal BugCheck AssertViolation(ulong subCode, Action driverCode)
    {
        var stop = AssertBugCheck(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, driverCode);
        Assert.That(stop.P1, Is.EqualTo(subCode), Machine.Stopped!.Detail);
        return stop;
    }

    /// <summary>The code raises this status.</summary>
    private protected static void AssertRaises(NTSTATUS status, Action driverCode) =>
        Assert.That(() => driverCode(), Throws.InstanceOf<KernelException>().With.Property(nameof(KernelException.Status)).EqualTo(status));
}

using Verifier.Canaries;
using Verifier.Kernel;
using Verifier.Tests.Engine.Verdicts.Contract;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>Forgets a note when there is no room for a copy, and copes with everything else.</summary>
internal sealed class ForgetfulCanary : CanaryDriver
{
    public override string Name => "forgetful-canary";

    protected override NTSTATUS Keep(CanaryExtension extension, Pointer data, uint length)
    {
        var note = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 0x20, OtherTag);
        if (note.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var status = base.Keep(extension, data, length);
        if (NT_SUCCESS(status))
        {
            ExFreePoolWithTag(note, OtherTag);
        }

        return status;
    }
}

/// <summary>Gives a status of its own when both its block and the smaller one in its place are not to be had.</summary>
internal sealed class TwiceRefusedDevice : PlantedDevice
{
    private bool _isShort;

    protected override NTSTATUS Write(Pointer data, uint length, out uint done)
    {
        done = length;
        var hint = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 0x30, OtherTag);
        if (hint.IsNull)
        {
            // It works without.
            _isShort = true;
        }
        else
        {
            ExFreePoolWithTag(hint, OtherTag);
        }

        var block = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, Tag);
        if (block.IsNull)
        {
            return _isShort ? STATUS_UNSUCCESSFUL : STATUS_INSUFFICIENT_RESOURCES;
        }

        ExFreePoolWithTag(block, Tag);
        return STATUS_SUCCESS;
    }
}

/// <summary>Calls a routine for PASSIVE_LEVEL at DISPATCH_LEVEL when there is no room for a copy.</summary>
internal sealed class RaisingCanary : CanaryDriver
{
    public override string Name => "raising-canary";

    protected override NTSTATUS WithoutCopy(CanaryExtension extension)
    {
        KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out var before);
        IoDeleteSymbolicLink(@"\DosDevices\NotThere");
        KeLowerIrql(before);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
}

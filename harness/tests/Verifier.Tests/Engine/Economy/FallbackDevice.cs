using Verifier.Kernel;
using Verifier.Tests.Engine.Verdicts.Contract;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Economy;

/// <summary>Needs a block of twice the length for each write.</summary>
internal sealed class FallbackDevice(SecondAttempt second) : PlantedDevice
{
    private const uint SmallWrite = 16;

    protected override NTSTATUS Write(Pointer data, uint length, out uint done)
    {
        done = length;
        var block = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 2 * length, Tag);
        if (!block.IsNull)
        {
            ExFreePoolWithTag(block, Tag);
            return STATUS_SUCCESS;
        }

        var tag = second == SecondAttempt.Logged ? OtherTag : Tag;
        var smaller = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, length, tag);
        if (smaller.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        ExFreePoolWithTag(smaller, tag);
        var isEnough = second == SecondAttempt.Helpful || (second == SecondAttempt.HelpfulForSmall && length <= SmallWrite);
        return isEnough ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
    }
}

using Verifier.Kernel;
using Verifier.Tests.Engine.Verdicts.Contract;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Exploration;

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

using Verifier.Canaries;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>Forgets a block with the first write, fault or not; and, if it is asked to, takes a page of paged pool at DISPATCH_LEVEL or stops by itself.</summary>
/// <param name="touchesPaged">Does it touch paged pool at DISPATCH_LEVEL?</param>
/// <param name="losesData">Does it say that it kept what it did not?</param>
/// <param name="crashes">Does it read from where nothing is?</param>
internal sealed class CanaryWithLeak(bool touchesPaged = false, bool losesData = false, bool crashes = false) : CanaryDriver
{
    private bool _hasForgotten;

    public override string Name => "canary-with-leak";

    protected override NTSTATUS Keep(CanaryExtension extension, Pointer data, uint length)
    {
        if (_hasForgotten)
        {
            return base.Keep(extension, data, length);
        }

        var forgotten = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 0x20, OtherTag);
        if (forgotten.IsNull)
        {
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        _hasForgotten = true;
        if (touchesPaged)
        {
            KeRaiseIrql(KIRQL.DISPATCH_LEVEL, out var before);
            forgotten.Write(0, 1U);
            KeLowerIrql(before);
        }

        if (crashes)
        {
            Pointer.Null.Write(0, 1U);
        }

        return base.Keep(extension, data, length);
    }

    protected override NTSTATUS WithoutCopy(CanaryExtension extension) => losesData ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

using Verifier.Canaries;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Exploration;

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

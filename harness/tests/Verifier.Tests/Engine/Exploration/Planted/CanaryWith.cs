using Verifier.Canaries;
using Verifier.Kernel;

namespace Verifier.Tests.Engine.Exploration;

/// <summary>A device that gives a status of its own when it has no memory for a write.</summary>
internal sealed class CanaryWith(NTSTATUS status) : CanaryDriver
{
    public override string Name => "canary-with";

    protected override NTSTATUS WithoutCopy(CanaryExtension extension) => status;
}

using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;

namespace Verifier.Engine.Analysis;

/// <summary>One run as a debugger would show it.</summary>
public sealed record RunAnalysis
{
    /// <summary>The run, judged.</summary>
    public required RunResult Result { get; init; }

    /// <summary>The kernel at the stop, or at the end of the run.</summary>
    public required KernelState Kernel { get; init; }

    /// <summary>The bug check, explained; null when there is none.</summary>
    public BugCheckExplanation? BugCheck { get; init; }

    /// <summary>The operations beside those of the run without faults.</summary>
    public required ImmutableArray<ComparedOperation> Operations { get; init; }

    /// <summary>The first operation that went otherwise than without faults; null when none did.</summary>
    public ComparedOperation? FirstDivergence => Operations.FirstOrDefault(o => o.Difference is not null);
}

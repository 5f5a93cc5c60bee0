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

/// <summary>An operation, and the same one in the run without faults.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Word">Its word in the script.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Usual">How it ends without faults; null when it has no counterpart.</param>
/// <param name="Difference">What is different, to be read after its name; null when nothing is.</param>
/// <param name="Failures">Calls that were made to fail during it.</param>
public sealed record ComparedOperation(string Name, string Word, string Outcome, string? Usual, string? Difference, int Failures)
{
    /// <summary>The bytes of its output that differ; empty when nothing is different.</summary>
    public ImmutableArray<DifferingBytes> Bytes { get; init; } = [];
}

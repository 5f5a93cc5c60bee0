using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>A broken rule and the operation during which it was broken; the bug check is null where Windows documents none.</summary>
public sealed record ObservedViolation(BugCheck? WouldBe, string Text, int Operation, string Routine)
{
    /// <summary>The rule in a word or two, where no bug check names it; empty otherwise.</summary>
    public string Rule { get; init; } = string.Empty;

    /// <summary>The calls that it is about.</summary>
    public ImmutableArray<ObservedCall> About { get; init; } = [];
}

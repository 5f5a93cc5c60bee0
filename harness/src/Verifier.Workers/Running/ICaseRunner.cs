using Verifier.Engine.Exploration;

namespace Verifier.Workers.Running;

/// <summary>Runs what exploration asks for, one run after the other. One a job: not thread safe.</summary>
internal interface ICaseRunner : IDisposable
{
    /// <summary>Executes the golden run.</summary>
    /// <exception cref="OperationCanceledException">It was stopped before it came to its end.</exception>
    GoldenRecord Record(ExplorationTarget target, CancellationToken stop);

    /// <summary>
    /// Executes cases in their order, and hands each result over as soon as it is there. When it is stopped it returns early: the cases
    /// that are left have no result. A case that the harness cannot do has the verdict <see cref="CaseVerdict.Inconclusive"/> and says why.
    /// </summary>
    void Try(ExplorationTarget target, IReadOnlyList<ExploredCase> cases, Action<CaseResult> accept, CancellationToken stop);

    /// <summary>Makes the smallest scenario that still shows a finding of one of the target's runs; says why when there is none.</summary>
    /// <exception cref="OperationCanceledException">It was stopped before there was one.</exception>
    MinimalScenario Shrink(ExplorationTarget target, MinimalOrder order, CancellationToken stop);
}

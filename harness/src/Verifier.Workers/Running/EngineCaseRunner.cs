using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Shrinking;
using Verifier.Engine.Verdicts;

namespace Verifier.Workers.Running;

/// <summary>Explores on simulated machines in this process.</summary>
internal sealed class EngineCaseRunner(ICaseLog? log) : ICaseRunner
{
    // Each keeps the golden run and the runs without single operations; a job goes from one campaign to the next.
    private const int MostExplorers = 4;

    private readonly LinkedList<(ExplorationTarget Target, Explorer Explorer)> _explorers = [];
    private ScenarioRunner _runner = new();

    /// <inheritdoc/>
    public GoldenRecord Record(ExplorationTarget target, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return ExplorerOf(target).Record();
    }

    /// <summary>Executes a target's run as its script says.</summary>
    public RunResult Run(ExplorationTarget target) => _runner.Run(target.Golden, RunOptions.Default);

    /// <inheritdoc/>
    public void Try(ExplorationTarget target, IReadOnlyList<ExploredCase> cases, Action<CaseResult> accept, CancellationToken stop)
    {
        for (var i = 0; i < cases.Count && !stop.IsCancellationRequested; i++)
        {
            accept(Try(target, cases[i]));
        }
    }

    /// <summary>The variation that a case of the target runs in: its own and what exploration adds to it.</summary>
    public Variation Completed(ExplorationTarget target, Variation variation) => ExplorerOf(target).Completed(variation);

    /// <inheritdoc/>
    public MinimalScenario Shrink(ExplorationTarget target, MinimalOrder order, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var variation = VariationText.Parse(order.Variation) ?? throw new InvalidDataException("An order names no variation.");
        try
        {
            var (shrunk, problem) = new ScenarioShrinker(_runner, order.MostTries).Shrink(Planner.Vary(target.Golden, variation), order.Fingerprint);
            return shrunk is null ? MinimalScenario.None(problem!) : new MinimalScenario
            {
                Script = DriverEntry.In(shrunk.Named(order.Name), target.Driver, order.Folder).Script,
                Operations = shrunk.Operations.After,
                Failures = shrunk.Faults.After,
                IsFinished = shrunk.IsFinished,
            };
        }
#pragma warning disable CA1031 // the finding stands without it: that there is none, and why, is said beside the finding
        catch (Exception e) when (e is not InsufficientMemoryException)
#pragma warning restore CA1031
        {
            log?.ShrinkBroke(e, target, order);
            StartOver();
            return MinimalScenario.None($"internal error: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    private CaseResult Try(ExplorationTarget target, ExploredCase one)
    {
        try
        {
            return ExplorerOf(target).Try(one);
        }
#pragma warning disable CA1031 // a run that breaks the harness must not take the others with it: it becomes a result that says so
        catch (Exception e) when (e is not InsufficientMemoryException)
#pragma warning restore CA1031
        {
            log?.CaseBroke(e, target, one);
            StartOver();
            var problem = $"internal error: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
            return new CaseResult { Key = one.Key, Verdict = CaseVerdict.Inconclusive, Problem = problem };
        }
    }

    // The machines may be in any state.
    private void StartOver()
    {
        _explorers.Clear();
        _runner.Dispose();
        _runner = new ScenarioRunner();
    }

    private Explorer ExplorerOf(ExplorationTarget target)
    {
        if (_explorers.FirstOrDefault(known => ReferenceEquals(known.Target, target)).Explorer is { } explorer)
        {
            return explorer;
        }

        if (_explorers.Count == MostExplorers)
        {
            _explorers.RemoveLast();
        }

        explorer = new Explorer(_runner, target.Golden);
        _explorers.AddFirst((target, explorer));
        return explorer;
    }
}

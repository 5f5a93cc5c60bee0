using NUnit.Framework.Constraints;
using Verifier.Engine.Execution;
using Verifier.Engine.Exploration;
using Verifier.Workers;
using Verifier.Workers.Testing;

namespace Verifier.NUnit;

/// <summary>A scenario's run gives what its <c>expect:</c> says. The actual value is a <see cref="ScenarioCase"/>.</summary>
public sealed class ExpectationConstraint : Constraint
{
    private bool _isInWorker;

    /// <inheritdoc/>
    public override string Description => "a run that gives what its scenario expects";

    /// <summary>
    /// The run is done in a process of its own: a driver that ends its process, or never comes back, fails this test and no other. It
    /// costs the start of a process once, and a run that loses its process is done twice before the driver is blamed. A compiled driver
    /// is run so always.
    /// </summary>
    public ExpectationConstraint InWorker
    {
        get
        {
            _isInWorker = true;
            return this;
        }
    }

    /// <inheritdoc/>
    public override ConstraintResult ApplyTo<TActual>(TActual actual)
    {
        if (actual is not ScenarioCase one)
        {
            throw new ArgumentException($"The actual value is {actual?.GetType().Name ?? "null"}; give the ScenarioCase of [ScenarioFiles].", nameof(actual));
        }

        if (one.Problem is { } problem)
        {
            return new Result(this, one, problem, []);
        }

        try
        {
            var run = _isInWorker || one.Plan.Driver.RunsCompiledCode ? TestWorkers.Run(one) : RunHere(one);
            IReadOnlyList<string> reasons = run switch
            {
                { IsAsExpected: false } => run.Surprises,
                { Untested: { } untested } => [.. $"inconclusive: {untested}".Split('\n')],
                _ => [],
            };
            return new Result(this, one, null, reasons, run);
        }
        catch (RefusalException e)
        {
            return new Result(this, one, e.Message, []);
        }
    }

    private static TestedRun RunHere(ScenarioCase one)
    {
        using var runner = new ScenarioRunner();
        var run = TestedRun.Of(runner.Run(one.Plan));
        if (!run.IsAsExpected)
        {
            Attachments.AddTrace(runner, one.Plan, one.ToString());
        }

        return run;
    }

    private sealed class Result(IConstraint constraint, ScenarioCase one, string? problem, IReadOnlyList<string> surprises, TestedRun? run = null)
        : ConstraintResult(constraint, one, problem is null && surprises.Count == 0)
    {
        public override void WriteActualValueTo(MessageWriter writer)
        {
            writer.Write(problem ?? one.ToString());
            foreach (var surprise in surprises)
            {
                writer.Write($"{writer.NewLine}  {surprise}");
            }

            if (run is not null)
            {
                FindingText.WriteDetailsTo(writer, new ReplayLine(one.Plan.Driver, ScenarioFile.At(one.File)!), run.Details, run.Token);
            }
        }
    }
}

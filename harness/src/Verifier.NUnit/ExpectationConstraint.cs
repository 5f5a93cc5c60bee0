using NUnit.Framework.Constraints;
using Verifier.Engine.Execution;
using Verifier.Engine.Verdicts;

namespace Verifier.NUnit;

/// <summary>A scenario's run gives what its <c>expect:</c> says. The actual value is a <see cref="ScenarioCase"/>.</summary>
public sealed class ExpectationConstraint : Constraint
{
    /// <inheritdoc/>
    public override string Description => "a run that gives what its scenario expects";

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

        using var runner = new ScenarioRunner();
        var result = runner.Run(one.Plan);
        if (!result.IsAsExpected)
        {
            Attachments.AddTrace(runner, one.Plan, one.ToString());
        }

        IReadOnlyList<string> reasons = result switch
        {
            { IsAsExpected: false } => [.. result.Surprises],
            { Untested: { } untested } => [.. $"inconclusive: {untested}".Split('\n')],
            _ => [],
        };
        return new Result(this, one, null, reasons, result);
    }

    private sealed class Result(IConstraint constraint, ScenarioCase one, string? problem, IReadOnlyList<string> surprises, RunResult? result = null)
        : ConstraintResult(constraint, one, problem is null && surprises.Count == 0)
    {
        public override void WriteActualValueTo(MessageWriter writer)
        {
            writer.Write(problem ?? one.ToString());
            foreach (var surprise in surprises)
            {
                writer.Write($"{writer.NewLine}  {surprise}");
            }

            if (result is not null)
            {
                FindingText.WriteDetailsTo(writer, new ReplayLine(one.Plan.Driver, ScenarioFile.At(one.File)!), result.Findings.SelectMany(f => f.Details), result.Token);
            }
        }
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using Verifier.Cli.Host;
using Verifier.Cli.Isolation;
using Verifier.Cli.Loading;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Engine.Tokens;
using Verifier.History;
using Verifier.Reporting.Model;
using Verifier.Reporting.Reading;
using Verifier.Workers;

namespace Verifier.Cli.Nightly;

/// <summary>
/// Makes the runs that a report shows in detail again, from their tokens (ARCHITECTURE.md D4). One whose driver or script is not as it was
/// cannot be made again: the report does without its events, and a warning says so if the finding is there tonight.
/// </summary>
internal sealed class NightDetails(Invocation invocation, DriverPool pool, DriverSources sources)
{
    private const int MostDetails = 50;
    private const int MostReasons = 3;

    private readonly List<string> _lacking = [];

    /// <summary>The details of a night's findings.</summary>
    public ImmutableArray<RunDetail> Of(NightView view)
    {
        var details = ImmutableArray.CreateBuilder<RunDetail>();
        using var runner = new ScenarioRunner();
        using var tasks = new PlanTasks(invocation.Host, sources);

        // Unexpected findings come first: they are what people open.
        foreach (var finding in FindingEntry.Of(view.Findings).Select(e => e.Lead).OrderBy(f => f.Finding.IsExpected || f.Finding.Benign is not null).Take(MostDetails))
        {
            if (ReplayToken.TryParse(finding.Exemplar.Token, out var token, out _) && token!.HasTrace && PlanOf(token, finding.Transition) is { } plan)
            {
                var order = new DetailOrder(finding.Finding.Fingerprint, finding.Exemplar.Token, VerdictAt(finding));
                details.AddRange(plan.Driver.RunsCompiledCode
                    ? InWorker(tasks, plan, order)
                    : [ExemplarReader.Read(runner, plan, order.Fingerprint, order.Token, order.Operation)]);
            }
        }

        WarnOfLacking();
        return details.ToImmutable();
    }

    // A run that cannot be made again is shown without its events.
    private ImmutableArray<RunDetail> InWorker(PlanTasks tasks, Plan plan, DetailOrder order)
    {
        try
        {
            var answer = tasks.Do(DetailTask.Instance, plan, JsonSerializer.Serialize(order, DetailJson.Default.DetailOrder));
            return [JsonSerializer.Deserialize(answer, DetailJson.Default.RunDetail)!];
        }
        catch (RefusalException e)
        {
            _lacking.Add(e.Message);
            return [];
        }
    }

    // A status and a leak show when the operation ends; what is lost or does not recover shows in a later one.
    private static string VerdictAt(FindingView finding) => finding.Finding.Kind is "wrong-status" or "leak" ? finding.Exemplar.Operation : string.Empty;

    private Plan? PlanOf(ReplayToken token, Transition transition)
    {
        var reason = TryPlan(token, out var plan);

        // What is fixed was mended by building the driver again, and what was not run is of another night.
        if (reason is not null && TransitionWords.IsOpen(transition))
        {
            _lacking.Add(reason);
        }

        return reason is null ? plan : null;
    }

    private string? TryPlan(ReplayToken token, out Plan? plan)
    {
        plan = null;
        try
        {
            plan = TokenPlan.Make(invocation, token, pool, scenario: null);
        }
        catch (RefusalException e)
        {
            return e.Message;
        }

        return ReplayToken.Shortened(plan.Driver.BuildHash) != token.BuildHash ? $"the driver {token.Driver} was built again"
            : ReplayToken.Shortened(plan.ScenarioHash) != token.ScenarioHash ? $"the script {token.ScenarioPath} has changed"
            : null;
    }

    private void WarnOfLacking()
    {
        if (_lacking.Count == 0)
        {
            return;
        }

        var reasons = _lacking.Distinct().ToList();
        var more = reasons.Count > MostReasons ? $"; and {Words.Count(reasons.Count - MostReasons, "more reason")}" : string.Empty;
        invocation.Warn(Printable.Line(
            $"the report lacks the events of {Words.Count(_lacking.Count, "finding")} of this night: {string.Join("; ", reasons.Take(MostReasons))}{more}"
            + " (run the night again, or write its report before anything is built or changed)"));
    }
}

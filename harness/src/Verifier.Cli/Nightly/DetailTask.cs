using System.Text.Json;
using Verifier.Engine.Execution;
using Verifier.Engine.Planning;
using Verifier.Reporting.Reading;
using Verifier.Workers.Messages;

namespace Verifier.Cli.Nightly;

/// <summary>Makes the run again that stands for a finding in a report, with all that the report shows of it.</summary>
internal sealed class DetailTask : IPlanTask
{
    /// <summary>The only one that is needed.</summary>
    public static readonly DetailTask Instance = new();

    private DetailTask()
    {
    }

    /// <inheritdoc/>
    public string Name => "details";

    /// <inheritdoc/>
    public string Do(Plan plan, string order)
    {
        var asked = JsonSerializer.Deserialize(order, DetailJson.Default.DetailOrder)!;
        using var runner = new ScenarioRunner();
        return JsonSerializer.Serialize(ExemplarReader.Read(runner, plan, asked.Fingerprint, asked.Token, asked.Operation), DetailJson.Default.RunDetail);
    }
}

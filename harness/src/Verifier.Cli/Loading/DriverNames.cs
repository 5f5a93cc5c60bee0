using Verifier.Cli.Output;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Loading;

/// <summary>
/// The driver names that a script says, against the models there are: an entry that matches nothing is a mistake also when others match, for what
/// it was to test is not tested.
/// </summary>
internal static class DriverNames
{
    /// <summary>What is wrong: an entry of <c>drivers:</c> that matches no model, an entry of <c>expect:</c> that matches no selected one.</summary>
    /// <param name="script">The script.</param>
    /// <param name="models">The models.</param>
    /// <returns>Each with its place and a message.</returns>
    public static IEnumerable<(SourceSpan Span, string Message)> ErrorsOf(ScenarioScript script, IReadOnlyList<DriverUnderTest> models)
    {
        var selected = SelectedBy(script.Scenario, models);
        var there = Words.List(models.Select(m => m.Name));
        foreach (var entry in script.Scenario.Drivers.Where(e => !e.IsBinary && !models.Any(m => e.Glob.Matches(m.Name))))
        {
            yield return (entry.Source, $"no driver matches '{entry.Text}'; there is: {there}");
        }

        foreach (var entry in script.Scenario.Expectations.Where(e => selected.Count > 0 && !selected.Exists(m => e.Driver.Matches(m.Name))))
        {
            yield return (entry.Source, $"the expectation is about '{entry.Driver}', and the script selects no such driver; it selects: {Words.List(selected.Select(m => m.Name))}");
        }
    }

    /// <summary>The models that a script selects, in their order.</summary>
    public static List<DriverUnderTest> SelectedBy(Scenario scenario, IReadOnlyList<DriverUnderTest> models) =>
        [.. models.Where(model => scenario.Drivers.Any(entry => entry.Glob.Matches(model.Name)))];
}

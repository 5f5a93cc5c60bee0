using Verifier.History;

namespace Verifier.Acceptance.History;

/// <summary>A program that writes nights until it is killed, and says of each batch that it is stored: <c>NIGHT TARGET</c>.</summary>
internal static class HistoryWriter
{
    /// <summary>Runs of each target: enough for several pages of the file.</summary>
    public const int RunsOfTarget = 200;

    private const string Argument = "history-writer";

    /// <summary>The arguments that make this assembly write.</summary>
    public static string[] Command(string file) => [typeof(HistoryWriter).Assembly.Location, Argument, file];

    /// <summary>The entry point of this assembly; the test runner does not come here.</summary>
    public static int Main(string[] arguments)
    {
        if (arguments is not [Argument, var file])
        {
            Console.Error.WriteLine("This assembly holds tests: run it with dotnet test.");
            return 1;
        }

        using var store = HistoryStore.Open(file);
        while (true)
        {
            var night = store.BeginNight(new NightStart(DateTimeOffset.UnixEpoch, "0.1.0", "library"));
            for (var target = 0; target < 5; target++)
            {
                store.Add(night, Batch($"s{target}"));
                Console.WriteLine(FormattableString.Invariant($"{night} s{target}"));
            }

            store.EndNight(night, new NightEnd(TimeSpan.FromMinutes(1), TrustFacts.None));
            Console.WriteLine(FormattableString.Invariant($"{night} ended"));
        }
    }

    private static NightBatch Batch(string scenario) => new()
    {
        Target = new TargetRow { Driver = "d", DriverBuild = "b", Scenario = scenario, ScenarioPath = scenario, ScenarioHash = "h", Verdict = "pass" },
        Runs =
        [
            .. Enumerable.Range(0, RunsOfTarget).Select(i => new RunRow
            {
                Driver = "d",
                DriverBuild = "b",
                Scenario = scenario,
                ScenarioHash = "h",
                CaseKey = $"each f{i}",
                Place = $"each place {i}",
                Strategy = "each",
                Verdict = RunVerdict.Pass,
            }),
        ],
    };
}

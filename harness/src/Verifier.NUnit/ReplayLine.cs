using Verifier.Engine.Planning;

namespace Verifier.NUnit;

/// <summary>The command that does a test's run again, from whatever folder: a test runs in another than its author works in.</summary>
/// <param name="driver">The driver, whose assembly the command names.</param>
/// <param name="scenario">The script.</param>
internal sealed class ReplayLine(DriverUnderTest driver, ScenarioFile scenario)
{
    /// <summary>The line for a run.</summary>
    /// <param name="token">The run's token.</param>
    public string Of(string token) =>
        $"replay: dotnet verifier replay {token} --scenario {Quoted(scenario.FullPath)} --drivers {Quoted(DriverModels.FileOf(driver))}";

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
}

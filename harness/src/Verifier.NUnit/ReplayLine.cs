using Verifier.Engine.Planning;

namespace Verifier.NUnit;

/// <summary>The command that repeats a test's run from any folder: a test runs in another folder than its author works in.</summary>
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

using System.Reflection;
using System.Text;
using Verifier.Engine.Planning;
using Verifier.Scenarios;
using Verifier.Scenarios.Surroundings;

namespace Verifier.Benchmarks;

/// <summary>Plans of the runs that are measured.</summary>
internal static class Plans
{
    /// <summary>A script with a driver.</summary>
    /// <param name="text">The script.</param>
    /// <param name="driver">The driver.</param>
    /// <param name="file">What the script's file is called.</param>
    public static Plan Of(string text, DriverUnderTest driver, string file = "requests.yaml")
    {
        var document = ScenarioReader.Read(file, Encoding.UTF8.GetBytes(text), KernelNames.Instance, new ScenarioFolder("."));
        var scenario = document.Scenario ?? throw new InvalidOperationException(string.Join('\n', document.Diagnostics));
        return Planner.Make(new ScenarioScript(scenario, file, document.ContentHash), driver);
    }

    /// <summary>A model of the library or of the benchmarks.</summary>
    public static DriverUnderTest Model(string name) => DriverCatalogue.Read(Assembly.Load("Verifier.Drivers"), "0")
        .Concat(DriverCatalogue.Read(typeof(TwentyRequestsDriver).Assembly, "0"))
        .Single(driver => driver.Name == name);
}

using Verifier.Engine.Planning;
using Verifier.Engine.Shrinking;
using Verifier.Scenarios.Model;

namespace Verifier.Workers.Running;

/// <summary>The name of the driver in a scenario that the program writes: a model's own name, a compiled driver's file path.</summary>
internal static class DriverEntry
{
    /// <summary>The same scenario with the entry for its driver.</summary>
    /// <param name="shrunk">The scenario.</param>
    /// <param name="driver">Its driver.</param>
    /// <param name="folder">Full path of the folder that the script will lie in.</param>
    public static ShrunkScenario In(ShrunkScenario shrunk, DriverUnderTest driver, string folder) =>
        driver.RunsCompiledCode ? shrunk.With(EntryOf(driver, folder), [.. driver.With.Select(further => EntryOf(further, folder))]) : shrunk;

    private static WithEntry EntryOf(FurtherDriver further, string folder) => new() { Selection = new() { Text = EntryOf(further.Driver, folder) }, Stack = further.Stack };

    private static string EntryOf(DriverUnderTest driver, string folder) =>
        driver.IsCompiled ? Path.GetRelativePath(folder, driver.TypeName).Replace('\\', '/') : driver.Name;
}

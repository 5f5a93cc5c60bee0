using System.Collections.Immutable;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.Workers.Loading;

/// <summary>Finds the drivers of a script's <c>with:</c>.</summary>
/// <param name="folder">Full path of the script's folder.</param>
/// <param name="shown">Returns the path of a file as the user knows it.</param>
/// <param name="symbolFolders">Folders to look for PDBs in; null to read no symbols.</param>
/// <param name="models">The models that there are; asked only for entries that are no paths.</param>
internal sealed class DriversBeside(string folder, Func<string, string> shown, IReadOnlyList<string>? symbolFolders, Func<IReadOnlyList<DriverUnderTest>> models)
{
    /// <summary>A driver with those that the script loads beside it.</summary>
    /// <exception cref="RefusalException">An entry matches nothing, a file cannot be used, or two drivers have one name.</exception>
    public DriverUnderTest Give(DriverUnderTest driver, Scenario scenario)
    {
        if (scenario.With.IsEmpty)
        {
            return driver;
        }

        var further = scenario.With.SelectMany(entry => Find(entry.Selection).Select(found => Placed(found, entry))).ToImmutableArray();
        foreach (var one in further)
        {
            if (one.Driver.Name == driver.Name)
            {
                throw RefusalException.Request($"'with' loads {driver.Name} beside itself: it is the driver under test already; leave it out of one of 'with' and 'drivers'");
            }

            if (further.Count(other => other.Driver.Name == one.Driver.Name) > 1)
            {
                throw RefusalException.Request($"'with' loads {one.Driver.Name} twice; name it once");
            }
        }

        return driver.Beside(further);
    }

    private static FurtherDriver Placed(DriverUnderTest driver, WithEntry entry) => entry.Stack != StackPlace.None && driver.Source.IsExportDriver
        ? throw RefusalException.Request($"{driver.Name} exports DllInitialize: an export driver has no device; leave 'stack: {(entry.Stack == StackPlace.Below ? "below" : "above")}' out")
        : new FurtherDriver(driver, entry.Stack);

    private List<DriverUnderTest> Find(DriverSelection entry)
    {
        if (!entry.IsBinary)
        {
            return models().Where(model => entry.Glob.Matches(model.Name)).ToList() is { Count: > 0 } matching
                ? matching
                : throw RefusalException.Request($"no model matches '{entry.Text}' of 'with'; name a model, or the path of a .sys file");
        }

        return DriverPaths.Find(folder, entry.Text) is { Count: > 0 } files
            ? [.. files.Select(Read)]
            : throw RefusalException.Request($"no file matches '{entry.Text}' of 'with'; build the driver, or mend the path");
    }

    private DriverUnderTest Read(string file) => CompiledLoader.Describe(CompiledLoader.Read(file, shown(file), symbolFolders));
}

using System.Collections.Immutable;
using Verifier.Engine.Planning;

namespace Verifier.Workers.Loading;

/// <summary>Gives drivers the stubs of a command line or a test.</summary>
internal static class ImportStubs
{
    /// <summary>Reads NAME=VALUE for each.</summary>
    /// <exception cref="RefusalException">One cannot be read, or a name comes twice.</exception>
    public static ImmutableArray<ImportStub> Read(IEnumerable<string> texts)
    {
        var stubs = ImmutableArray.CreateBuilder<ImportStub>();
        foreach (var text in texts)
        {
            if (!ImportStub.TryParse(text, out var stub, out var problem))
            {
                throw RefusalException.Request($"--stub {text}: {problem}");
            }

            if (stubs.Any(other => other.Name == stub.Name))
            {
                throw RefusalException.Request($"--stub gives {stub.Name} two values; give it one");
            }

            stubs.Add(stub);
        }

        return stubs.ToImmutable();
    }

    /// <summary>A driver with those stubs that are for imports of its that are missing.</summary>
    public static DriverUnderTest Give(DriverUnderTest driver, ImmutableArray<ImportStub> stubs) =>
        stubs.IsEmpty || !driver.IsCompiled ? driver : driver with { Stubs = [.. stubs.Where(stub => driver.MissingImports.Contains(stub.Name))] };

    /// <summary>Refuses stubs that are for none of the drivers.</summary>
    /// <param name="stubs">The stubs.</param>
    /// <param name="drivers">The drivers that are run.</param>
    /// <exception cref="RefusalException">A name is imported by none of them, or it is modelled.</exception>
    public static void Check(ImmutableArray<ImportStub> stubs, IEnumerable<DriverUnderTest> drivers)
    {
        if (stubs.IsEmpty)
        {
            return;
        }

        var compiled = drivers.Where(driver => driver.IsCompiled).DistinctBy(driver => driver.Name).ToList();
        foreach (var stub in stubs.Where(stub => !compiled.Exists(driver => driver.MissingImports.Contains(stub.Name))))
        {
            throw RefusalException.Request(compiled.Find(driver => driver.ImportedNames.Contains(stub.Name)) is { } importer
                ? $"--stub {stub.Name}: {importer.Name} imports it, and it is there; only imports that are missing can be answered by hand (inspect lists them)"
                : $"--stub {stub.Name}: no driver that is run imports it; inspect lists a driver's missing imports");
        }
    }
}

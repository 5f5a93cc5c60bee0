using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>
/// The drivers beside the one under test, through their life: they are loaded before it and unloaded after it, the last loaded first. Export
/// drivers load and unload themselves, with those that import from them.
/// </summary>
internal sealed class FurtherDrivers(Machine machine, DriverUnderTest under, Func<DriverUnderTest, IImportThunk?> thunkOf)
{
    private int _exportDriversGone;

    /// <summary>Loads those that are not loaded; null, or the first that failed and how.</summary>
    public (string Name, NTSTATUS Status)? Load()
    {
        foreach (var (driver, _) in under.With.Where(further => !further.Driver.Source.IsExportDriver))
        {
            if (machine.Io.Drivers.Find(driver.Name) is null && machine.Drivers.Load(driver.Source, thunkOf(driver)) is { IsSuccess: false } status)
            {
                return (driver.Name, status);
            }
        }

        return null;
    }

    /// <summary>The drivers of the device's stack, the lowest first.</summary>
    public LoadedDriver[] StackOf(LoadedDriver driver) => [.. At(StackPlace.Below), driver, .. At(StackPlace.Above)];

    /// <summary>Unloads those that can go. Images that went are returned in the order in which they did.</summary>
    public IEnumerable<DriverImage> Unload()
    {
        foreach (var (driver, _) in under.With.Reverse())
        {
            if (machine.Io.Drivers.Find(driver.Name) is { } loaded)
            {
                machine.Drivers.Unload(loaded);
                if (loaded.State == DriverState.Unloaded)
                {
                    yield return loaded.Image;
                }
            }
        }

        var gone = machine.ExportDrivers.Unloaded;
        while (_exportDriversGone < gone.Count)
        {
            yield return gone[_exportDriversGone++];
        }
    }

    private IEnumerable<LoadedDriver> At(StackPlace place) =>
        under.With.Where(further => further.Stack == place).Select(further => machine.Io.Drivers.Find(further.Driver.Name)).OfType<LoadedDriver>();
}

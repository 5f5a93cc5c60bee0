using Verifier.Engine.Interception;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>
/// The driver under test through its life: load, PnP, power, unload; and a census wherever it must hold nothing
/// (facts/wdm-io.md §5).
/// </summary>
internal sealed class DriverLife(Machine machine, DriverUnderTest driver, InterceptionLayer layer)
{
    private readonly List<Census> _censuses = [];
    private LoadedDriver? _loaded;

    /// <summary>The censuses taken so far.</summary>
    public IReadOnlyList<Census> Censuses => _censuses;

    public bool IsLoaded => _loaded is { State: DriverState.Loaded };

    /// <summary>The latest image; null before the first load.</summary>
    public DriverImage? Image { get; private set; }

    public int Loads { get; private set; }

    public int Unloads { get; private set; }

    public StepResult Load(int operation)
    {
        if (IsLoaded)
        {
            return StepResult.Skipped("the driver is loaded already");
        }

        Loads++;
        var status = machine.Io.Load(driver.Create(), layer);
        Image = machine.Images.Images.LastOrDefault(i => i.Name == driver.Name);
        _loaded = machine.Io.Drivers.Find(driver.Name);
        if (status.IsError)
        {
            TakeCensus(CensusPoint.FailedDriverEntry, operation, 0);
        }

        return StepResult.Of(status);
    }

    public StepResult Unload(int operation)
    {
        if (_loaded is not { State: DriverState.Loaded } loaded)
        {
            return StepResult.Skipped("the driver is not loaded");
        }

        var status = machine.Io.Drivers.Unload(loaded);
        if (loaded.State == DriverState.Unloaded)
        {
            Unloads++;
            TakeCensus(CensusPoint.Unload, operation, 0);
        }

        return StepResult.Of(status);
    }

    public StepResult Pnp(Operation operation, int index)
    {
        _ = (operation, index);
        return IsLoaded ? StepResult.Done : StepResult.Skipped("the driver is not loaded");
    }

    private void TakeCensus(CensusPoint point, int operation, long sinceCall)
    {
        if (Image is { } image)
        {
            _censuses.Add(Census.Take(machine, image, point, operation, sinceCall));
        }
    }
}

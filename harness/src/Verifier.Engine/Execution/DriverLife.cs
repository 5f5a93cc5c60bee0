using Verifier.Engine.Interception;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>
/// The driver under test through its life: load, PnP, power, unload; and a census wherever it must hold nothing
/// (harness/docs/facts/io.md#what-must-be-given-back).
/// </summary>
internal sealed class DriverLife(Machine machine, DriverUnderTest driver, InterceptionLayer layer)
{
    private readonly List<Census> _censuses = [];
    private readonly FurtherDrivers _further = new(machine, driver, further => layer.Rules.AreAbout(further.Name) ? layer : null);
    private readonly DeviceLife _device = new(machine);
    private LoadedDriver? _loaded;
    private long _callsBeforeDevice;
    private (int Operation, NTSTATUS Status)? _refusedRemoval;
    private readonly List<DueCensus> _due = [];

    /// <summary>The censuses taken so far.</summary>
    public IReadOnlyList<Census> Censuses => _censuses;

    /// <summary>Keep what a debugger would find in the kernel wherever something is held that must not be.</summary>
    public bool KeepsKernelState { get; init; }

    /// <summary>
    /// After each operation, when all that was ready has run: a device is gone, and the work items that its driver had queued have ended.
    /// A census that comes later than its operation counts only what there was at that operation's end.
    /// </summary>
    public void TakeDueCensus()
    {
        if (_due.Count == 0)
        {
            return;
        }

        if (_loaded is { State: DriverState.Loaded } loaded && AreWorkItemsBusy(loaded))
        {
            for (var i = 0; i < _due.Count; i++)
            {
                _due[i] = _due[i] with { UntilCall = Math.Min(_due[i].UntilCall, machine.Gate.Calls) };
            }

            return;
        }

        _due.ForEach(d => TakeCensus(d.Point, d.Operation, d.SinceCall, d.UntilCall));
        _due.Clear();
    }

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
        if (_further.Load() is { } failed)
        {
            return StepResult.Of(failed.Status) with { Note = $"{failed.Name}, which the script loads beside the driver, was not loaded ({failed.Status})" };
        }

        var status = machine.Drivers.Load(driver.Source, layer);
        Image = machine.Images.Images.LastOrDefault(i => i.Name == driver.Name);
        _loaded = machine.Io.Drivers.Find(driver.Name);
        if (status.IsError)
        {
            TakeCensus(CensusPoint.FailedDriverEntry, operation, 0);
        }

        return StepResult.Of(status);
    }

    public StepResult Unload(UnloadOperation unload, int operation)
    {
        if (_loaded is not { State: DriverState.Loaded } loaded || (_device.Exists && _refusedRemoval is null))
        {
            return OutOfOrder(unload);
        }

        var status = machine.Drivers.Unload(loaded);
        if (loaded.State == DriverState.Unloaded)
        {
            Unloads++;
            _due.Clear();
            TakeCensus(CensusPoint.Unload, operation, 0);
            UnloadOthers(operation);
        }
        else if (_refusedRemoval is { } refused && _device.Exists)
        {
            return Unjudged(refused, status);
        }

        return StepResult.Of(status);
    }

    private void UnloadOthers(int operation)
    {
        foreach (var image in _further.Unload())
        {
            _censuses.Add(Census.Take(machine, image, CensusPoint.Unload, operation, sinceCall: 0) with { Time = machine.Clock.Now, Driver = image.Name });
        }
    }

    /// <summary>
    /// The device could not be removed, so the driver stays and no census tells what it would have left behind. Where memory was really
    /// short that says nothing of the driver, and must be seen; one that refuses to go for a reason of its own, or tells of an injected
    /// failure, has answered.
    /// </summary>
    private StepResult Unjudged((int Operation, NTSTATUS Status) removal, NTSTATUS status)
    {
        var note = $"the unload was refused ({status}), because removing the device had failed with {removal.Status}: "
            + "what the driver would have left behind was not checked";
        var isShortage = removal.Status == NTSTATUS.STATUS_INSUFFICIENT_RESOURCES
            && !layer.Failures.Injections.Exists(i => i.Operation == removal.Operation);
        return StepResult.Of(status) with { State = isShortage ? OperationState.Unjudged : OperationState.Done, Note = note };
    }

    /// <summary>A PnP operation; nothing for a driver without AddDevice.</summary>
    public StepResult Pnp(Operation operation, int index)
    {
        if (_loaded is not { State: DriverState.Loaded } loaded)
        {
            return OutOfOrder(operation);
        }

        if (!_device.IsFor(loaded))
        {
            return StepResult.Done;
        }

        if (!WindowsOrder.Allows(operation, State))
        {
            return OutOfOrder(operation);
        }

        if (operation is RemoveOperation && _device.IsOpen)
        {
            return StepResult.Skipped("a handle to the device is open; Windows sends REMOVE_DEVICE when all are closed");
        }

        return operation is StartOperation ? Start(loaded, index) : ChangeState(operation, index);
    }

    /// <summary>
    /// A start is left out of a run with which another is compared: it differs by what drivers did, and the bus has the device in both.
    /// </summary>
    public void LeaveOutStart(StartOperation start)
    {
        if (_loaded is { State: DriverState.Loaded } loaded && _device.IsFor(loaded) && WindowsOrder.Allows(start, State))
        {
            _device.LeaveOutStart(_further.StackOf(loaded)[0]);
        }
    }

    public StepResult Power(PowerOperation power) => WindowsOrder.Allows(power, State) ? _device.Power(power) : OutOfOrder(power);

    public StepResult Wmi(WmiOperation wmi, byte[] input) => WindowsOrder.Allows(wmi, State) ? _device.Wmi(wmi, input) : OutOfOrder(wmi);

    /// <summary>The device changes what it has to and asserts its interrupt; Information says whether an ISR took it.</summary>
    public StepResult Interrupt(InterruptOperation interrupt, WorkloadData data)
    {
        if (!IsLoaded)
        {
            return StepResult.Skipped("the driver is not loaded");
        }

        machine.Hardware.BeforeInterrupt(interrupt.Line);
        machine.Hardware.Apply(HardwareSetup.ChangesOf(interrupt.Changes, data));
        var isTaken = machine.Io.Interrupts.Raise(interrupt.Line);
        return StepResult.Of(NTSTATUS.STATUS_SUCCESS, isTaken ? 1UL : 0UL);
    }

    private LifeState State => IsLoaded ? _device.State : LifeState.NotLoaded;

    // What Windows never does now is not done to the driver either: what came of it would say nothing about it.
    private StepResult OutOfOrder(Operation operation) => StepResult.Skipped($"{WindowsOrder.Words(State)}; {WindowsOrder.Meaning(operation)}");

    private StepResult Start(LoadedDriver loaded, int index)
    {
        if (!_device.Exists)
        {
            _callsBeforeDevice = machine.Gate.Calls;
        }

        var status = _device.Start(_further.StackOf(loaded));
        if (status.IsError)
        {
            _due.Add(new DueCensus(CensusPoint.FailedStart, index, _callsBeforeDevice, long.MaxValue));
        }

        return StepResult.Of(status);
    }

    private StepResult ChangeState(Operation operation, int index)
    {
        var result = _device.Change(operation);
        if (operation is RemoveOperation)
        {
            _refusedRemoval = _device.Exists ? (index, result.Status!.Value) : null;
            if (!_device.Exists)
            {
                _due.Add(new DueCensus(CensusPoint.Remove, index, _callsBeforeDevice, long.MaxValue));
            }
        }

        return result;
    }

    private bool AreWorkItemsBusy(LoadedDriver driver) =>
        machine.Io.WorkItems.AreBusy(driver) || machine.WorkItems.AreBusy(driver.Image);

    private void TakeCensus(CensusPoint point, int operation, long sinceCall, long untilCall = long.MaxValue)
    {
        if (Image is { } image)
        {
            var census = Census.Take(machine, image, point, operation, sinceCall, untilCall);
            var kernel = KeepsKernelState && !census.Held.IsEmpty ? KernelState.Take(machine, image) : null;
            _censuses.Add(census with { Time = machine.Clock.Now, Kernel = kernel });
        }
    }

    /// <summary>A census that is to be taken once the driver's work items have ended.</summary>
    private readonly record struct DueCensus(CensusPoint Point, int Operation, long SinceCall, long UntilCall);
}

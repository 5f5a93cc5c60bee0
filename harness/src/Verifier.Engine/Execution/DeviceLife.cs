using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>
/// The device that the PnP manager found for the driver under test, through its states (harness/docs/facts/io.md#order-of-pnp-requests).
/// Queries that the system always sends first are sent when the script did not.
/// </summary>
internal sealed class DeviceLife(Machine machine)
{
    private PnpDevice? _device;

    /// <summary>A device that was added and is not removed.</summary>
    public bool Exists => _device is { State: not PnpState.Removed };

    /// <summary>The state of the device in its life, for a loaded driver.</summary>
    public LifeState State => _device?.State switch
    {
        PnpState.Started => LifeState.Started,
        PnpState.StopPending => LifeState.StopPending,
        PnpState.Stopped => LifeState.Stopped,
        PnpState.RemovePending => LifeState.RemovePending,
        PnpState.SurpriseRemoved => LifeState.SurpriseRemoved,
        _ => LifeState.NoDevice,
    };

    /// <summary>Is a device of the stack open? A device that the driver made beside it is not of the stack.</summary>
    public bool IsOpen => Exists && PnpRules.DevicesAbove(machine, _device!.Pdo).Append(_device.Pdo)
        .Any(device => new DeviceObject(machine, device).ReferenceCount > 0);

    /// <summary>True if the driver has an AddDevice routine, and so devices.</summary>
    public bool IsFor(LoadedDriver driver) => new DriverObject(new Pointer(machine, driver.DriverObject)).AddDevice != 0;

    /// <summary>AddDevice of each driver unless the device is there, the lowest first, then START_DEVICE.</summary>
    public NTSTATUS Start(params ReadOnlySpan<LoadedDriver> stack)
    {
        if (!Exists)
        {
            _device = machine.Io.Pnp.AddDevice(out var status, stack);
            if (_device is null)
            {
                return status;
            }
        }

        return machine.Io.Pnp.Start(_device!);
    }

    /// <summary>A start is left out: the bus has the device, unless its stack is there, and no driver is asked.</summary>
    public void LeaveOutStart(LoadedDriver lowest)
    {
        if (!Exists)
        {
            machine.Io.Pnp.Discover(lowest);
        }
    }

    /// <summary>Takes the device to another state, as an operation of the script says; one that Windows would do now.</summary>
    public StepResult Change(Operation operation)
    {
        var (pnp, device) = (machine.Io.Pnp, _device!);
        return StepResult.Of(operation switch
        {
            QueryStopOperation => pnp.QueryStop(device),
            CancelStopOperation => pnp.CancelStop(device),
            StopOperation => Stop(device),
            QueryRemoveOperation => pnp.QueryRemove(device),
            CancelRemoveOperation => pnp.CancelRemove(device),
            SurpriseRemoveOperation => pnp.SurpriseRemove(device),
            _ => Remove(device),
        });
    }

    /// <summary>SET_POWER or QUERY_POWER to the top of the device's stack.</summary>
    public StepResult Power(PowerOperation power)
    {
        // S0 and D0 are the second of their enumerations; the first says "unspecified".
        var isDevice = power.State >= PowerState.D0;
        var type = isDevice ? POWER_STATE_TYPE.DevicePowerState : POWER_STATE_TYPE.SystemPowerState;
        var state = (uint)(power.State - (isDevice ? PowerState.D0 : PowerState.S0)) + 1;
        return StepResult.Of(power.IsQuery
            ? machine.Io.Power.Query(_device!.Pdo, type, state)
            : machine.Io.Power.Set(_device!.Pdo, type, state));
    }

    /// <summary>IRP_MJ_SYSTEM_CONTROL to the top of the device's stack.</summary>
    public StepResult Wmi(WmiOperation wmi, byte[] input)
    {
        var bytes = (uint)Math.Max(wmi.OutputLength, input.Length);
        var request = machine.Io.Wmi.Send(_device!.Pdo, (byte)wmi.Request, wmi.Block ?? Guid.Empty, input, bytes);
        return StepResult.Of(request.Status, request.Information, request.Output);
    }

    private NTSTATUS Stop(PnpDevice device)
    {
        if (device.State != PnpState.StopPending)
        {
            var answer = machine.Io.Pnp.QueryStop(device);
            if (answer.IsError)
            {
                return answer;
            }
        }

        return machine.Io.Pnp.Stop(device);
    }

    // A stopped device is not asked: it is removed because it is gone, or cannot be started again.
    private NTSTATUS Remove(PnpDevice device)
    {
        if (device.State == PnpState.Started)
        {
            var answer = machine.Io.Pnp.QueryRemove(device);
            if (answer.IsError)
            {
                return answer;
            }
        }

        return machine.Io.Pnp.Remove(device);
    }
}

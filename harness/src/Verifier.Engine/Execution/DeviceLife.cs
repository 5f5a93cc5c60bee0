using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>
/// The device that the PnP manager found for the driver under test, through its states (facts/wdm-io.md §2). Queries that the system
/// always sends first are sent when the script did not.
/// </summary>
internal sealed class DeviceLife(Machine machine)
{
    private PnpDevice? _device;

    /// <summary>A device that was added and is not removed.</summary>
    public bool Exists => _device is { State: not PnpState.Removed };

    /// <summary>Has the driver an AddDevice routine, and with it devices?</summary>
    public bool IsFor(LoadedDriver driver) => new DriverObject(new Pointer(machine, driver.DriverObject)).AddDevice != 0;

    /// <summary>AddDevice unless the device is there, then START_DEVICE.</summary>
    public NTSTATUS Start(LoadedDriver driver)
    {
        if (!Exists)
        {
            _device = machine.Io.Pnp.AddDevice(out var status, driver);
            if (_device is null)
            {
                return status;
            }
        }

        return machine.Io.Pnp.Start(_device!);
    }

    /// <summary>Takes the device to another state, as an operation of the script says.</summary>
    public StepResult Change(Operation operation)
    {
        if (_device is not { State: not PnpState.Removed } device)
        {
            return StepResult.Skipped("the driver has no device");
        }

        var pnp = machine.Io.Pnp;
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
        if (!Exists)
        {
            return StepResult.Skipped("the driver has no device");
        }

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
        if (!Exists)
        {
            return StepResult.Skipped("the driver has no device");
        }

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

    private NTSTATUS Remove(PnpDevice device)
    {
        if (device.State is not (PnpState.RemovePending or PnpState.SurpriseRemoved))
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

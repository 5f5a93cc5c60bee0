using System.Collections.Frozen;
using static Verifier.Scenarios.Model.LifeState;

namespace Verifier.Scenarios.Model;

/// <summary>
/// The order in which Windows loads a driver, lets its device be opened, sends PnP, power and WMI requests to it, and unloads the driver
/// (harness/docs/facts/io.md#order-of-pnp-requests). Stated once: the reader refuses scripts that break it, and a run skips what would.
/// </summary>
public static class WindowsOrder
{
    private static readonly LifeState[] WithDevice = [Started, StopPending, Stopped, RemovePending];

    private static readonly LifeState[] Loaded = [NoDevice, .. WithDevice, SurpriseRemoved];

    private static readonly FrozenDictionary<Type, Rule> Rules = new Dictionary<Type, Rule>
    {
        [typeof(LoadOperation)] = new("Windows loads a driver that is not loaded", (NotLoaded, NoDevice, NotLoaded)),
        [typeof(StartOperation)] = new(
            "Windows sends START_DEVICE to a device that was just added or is stopped", (NoDevice, Started, NoDevice), (Stopped, Started, NoDevice)),
        [typeof(QueryStopOperation)] = new("Windows sends QUERY_STOP_DEVICE to a started device", (Started, StopPending, Started)),
        [typeof(CancelStopOperation)] = new(
            "Windows sends CANCEL_STOP_DEVICE after a QUERY_STOP_DEVICE that succeeded", (StopPending, Started, Started)),
        [typeof(StopOperation)] = new(
            "Windows sends STOP_DEVICE to a started device, after QUERY_STOP_DEVICE", (Started, Stopped, Started), (StopPending, Stopped, Stopped)),
        [typeof(QueryRemoveOperation)] = new("Windows sends QUERY_REMOVE_DEVICE to a started device", (Started, RemovePending, Started)),
        [typeof(CancelRemoveOperation)] = new(
            "Windows sends CANCEL_REMOVE_DEVICE after a QUERY_REMOVE_DEVICE that succeeded", (RemovePending, Started, Started)),
        [typeof(SurpriseRemoveOperation)] = new(
            "Windows sends SURPRISE_REMOVAL once, to a device that is there", [.. WithDevice.Select(s => (s, SurpriseRemoved, SurpriseRemoved))]),
        [typeof(RemoveOperation)] = new(
            "Windows sends REMOVE_DEVICE once, to a device that is started, stopped, about to be removed or removed by surprise",
            (Started, NoDevice, Started), (Stopped, NoDevice, NoDevice), (RemovePending, NoDevice, NoDevice), (SurpriseRemoved, NoDevice, NoDevice)),
        [typeof(UnloadOperation)] = new("Windows unloads a driver when its devices are removed", (NoDevice, NotLoaded, NoDevice)),
        [typeof(PowerOperation)] = new("Windows sends power requests to a device that is there", [.. WithDevice.Select(s => (s, s, s))]),
        [typeof(WmiOperation)] = new(
            "Windows sends WMI requests to a device that is there", [.. WithDevice.Append(SurpriseRemoved).Select(s => (s, s, s))]),

        // Whether a device can be opened the I/O manager decides; without its driver there is none.
        [typeof(OpenOperation)] = new("applications open the devices of a loaded driver", [.. Loaded.Select(s => (s, s, s))]),
        [typeof(InterruptOperation)] = new("a device interrupts a loaded driver", [.. Loaded.Select(s => (s, s, s))]),
    }.ToFrozenDictionary();

    /// <summary>True if the order says anything about an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>True if it does.</returns>
    public static bool Knows(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return Rules.ContainsKey(operation.GetType());
    }

    /// <summary>True if an operation takes the driver or its device to another state.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>True if it does.</returns>
    public static bool ChangesState(Operation operation) => Knows(operation)
        && operation is not (PowerOperation or WmiOperation or OpenOperation or InterruptOperation);

    /// <summary>True if Windows does an operation in a state.</summary>
    /// <param name="operation">An operation that the order knows.</param>
    /// <param name="state">The state.</param>
    /// <returns>True if it does.</returns>
    public static bool Allows(Operation operation, LifeState state) => RuleOf(operation).Steps.ContainsKey(state);

    /// <summary>The state after an operation that Windows does in the state before.</summary>
    /// <param name="operation">An operation that the order knows.</param>
    /// <param name="state">The state before; one in which it is allowed.</param>
    /// <param name="succeeds">True if it succeeds, false if the driver fails it.</param>
    /// <returns>The state after.</returns>
    public static LifeState After(Operation operation, LifeState state, bool succeeds)
    {
        var (success, failure) = RuleOf(operation).Steps[state];
        return succeeds ? success : failure;
    }

    /// <summary>The condition under which Windows does an operation: a sentence without its end.</summary>
    /// <param name="operation">An operation that the order knows.</param>
    /// <returns>The sentence.</returns>
    public static string Meaning(Operation operation) => RuleOf(operation).Meaning;

    /// <summary>A state in words: a whole sentence without its end.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The words.</returns>
    public static string Words(LifeState state) => state switch
    {
        NotLoaded => "the driver is not loaded",
        NoDevice => "the driver is loaded and has no device",
        Started => "the device is started",
        StopPending => "the device is about to be stopped",
        Stopped => "the device is stopped",
        RemovePending => "the device is about to be removed",
        _ => "the device was removed by surprise",
    };

    private static Rule RuleOf(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return Rules[operation.GetType()];
    }

    private sealed class Rule(string meaning, params (LifeState Before, LifeState Success, LifeState Failure)[] steps)
    {
        public string Meaning { get; } = meaning;

        public FrozenDictionary<LifeState, (LifeState Success, LifeState Failure)> Steps { get; } =
            steps.ToFrozenDictionary(s => s.Before, s => (s.Success, s.Failure));
    }
}

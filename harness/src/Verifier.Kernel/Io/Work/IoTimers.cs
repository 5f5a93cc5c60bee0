namespace Verifier.Kernel;

/// <summary>
/// IO_TIMERs: one for a device, all fired by one kernel timer once a second, at DISPATCH_LEVEL, while any of them is started.
/// </summary>
internal sealed class IoTimers(Machine machine)
{
    private const ulong TimerBytes = 0x30;
    private const long Second = 1000 * Clock.TicksPerMillisecond;

    private static readonly PoolTag Tag = "IoTm";

    private readonly List<Entry> _timers = [];
    private ulong _clock;

    /// <summary>IoInitializeTimer: STATUS_INSUFFICIENT_RESOURCES when the pool is exhausted.</summary>
    public NTSTATUS Initialize(ulong device, ulong routine, ulong context)
    {
        if (Find(device) is { } known)
        {
            machine.Violate(
                new ProtocolViolation(
                    Stops.IoManager.TimerInitializedTwice(device),
                    $"IoInitializeTimer was called twice for {machine.Io.Devices.Describe(device)}."),
                DriverVerifierOptions.IoVerification);
            (known.Routine, known.Context) = (routine, context);
            return NTSTATUS.STATUS_SUCCESS;
        }

        var block = machine.Pool.AllocateForKernel(POOL_TYPE.NonPagedPool, TimerBytes, Tag);
        if (block == 0 || !HasClock())
        {
            machine.Io.FreeBlocks(block);
            return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;
        }

        machine.Memory.Write(block, (short)IO_TYPE.IO_TYPE_TIMER);
        machine.Memory.Write(block + 0x18, routine);
        machine.Memory.Write(block + 0x20, context);
        machine.Memory.Write(block + 0x28, device);
        _timers.Add(new Entry(device, block) { Routine = routine, Context = context });
        var view = new DeviceObject(machine, device) { Timer = new Pointer(machine, block) };
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>IoStartTimer.</summary>
    public void Start(ulong device) => Set(device, true);

    /// <summary>IoStopTimer.</summary>
    public void Stop(ulong device) => Set(device, false);

    /// <summary>The device goes, and its timer with it.</summary>
    public void Remove(ulong device)
    {
        if (Find(device) is { } timer)
        {
            Set(device, false);
            _timers.Remove(timer);
            machine.Pool.FreeForKernel(timer.Block);
        }
    }

    public void Reset()
    {
        _timers.Clear();
        _clock = 0;
    }

    private Entry? Find(ulong device) => _timers.Find(t => t.Device == device);

    private void Set(ulong device, bool isStarted)
    {
        if (Find(device) is not { } timer || timer.IsStarted == isStarted)
        {
            return;
        }

        timer.IsStarted = isStarted;
        var running = _timers.Count(t => t.IsStarted);
        if (isStarted)
        {
            machine.Resources.Acquired(ResourceKind.Timer, timer.Block);
        }
        else
        {
            machine.Resources.Released(ResourceKind.Timer, timer.Block);
        }

        using var work = new KernelWork(machine);
        if (isStarted && running == 1)
        {
            machine.Timers.Set(_clock, machine.Clock.Now + Second, Second);
        }
        else if (running == 0)
        {
            machine.Timers.Cancel(_clock);
        }
    }

    private bool HasClock()
    {
        if (_clock == 0)
        {
            _clock = KernelTimer.Create(machine, Tag, "IopTimerDispatch", Fire);
        }

        return _clock != 0;
    }

    private IEnumerator<KernelAction> Fire()
    {
        for (var i = 0; i < _timers.Count; i++)
        {
            var timer = _timers[i];
            if (timer.IsStarted)
            {
                yield return KernelAction.Invoke(RoutineKind.IoTimer, timer.Routine, timer.Device, timer.Context);
            }
        }
    }

    private sealed class Entry(ulong device, ulong block)
    {
        public ulong Device { get; } = device;

        public ulong Block { get; } = block;

        public ulong Routine { get; set; }

        public ulong Context { get; set; }

        public bool IsStarted { get; set; }
    }
}

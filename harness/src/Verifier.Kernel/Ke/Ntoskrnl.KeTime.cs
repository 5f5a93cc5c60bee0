namespace Verifier.Kernel;

/// <content>The time. Any IRQL.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>System time: 100 ns since 1601.</summary>
    public void KeQuerySystemTime(out long currentTime) => currentTime = ReadInto(KeTimeDdis.KeQuerySystemTime);

    /// <summary>Clock interrupts since boot.</summary>
    public void KeQueryTickCount(out long tickCount) => tickCount = ReadInto(KeTimeDdis.KeQueryTickCount);

    /// <summary>Interrupt time: 100 ns since boot.</summary>
    public long KeQueryInterruptTime() => (long)Call(KeTimeDdis.KeQueryInterruptTime);

    /// <summary>100 ns from one clock interrupt to the next.</summary>
    public uint KeQueryTimeIncrement() => (uint)Call(KeTimeDdis.KeQueryTimeIncrement);

    /// <summary>The performance counter and how often it counts in a second.</summary>
    public long KeQueryPerformanceCounter(out long performanceFrequency)
    {
        using var frame = new StackFrame(Machine);
        var frequency = frame.Push(0L);
        var counter = (long)Call(KeTimeDdis.KeQueryPerformanceCounter, frequency);
        performanceFrequency = Machine.Memory.Read<long>(frequency);
        return counter;
    }

    /// <summary>Keeps the processor busy, in microseconds of virtual time.</summary>
    public void KeStallExecutionProcessor(uint microSeconds) => Call(KeTimeDdis.KeStallExecutionProcessor, microSeconds);

    /// <summary>The processors, one bit each: there is one. Any IRQL; before Vista up to APC_LEVEL.</summary>
    public ulong KeQueryActiveProcessors() => Call(KeTimeDdis.KeQueryActiveProcessors);

    /// <summary>The number of the processor that runs: 0.</summary>
    public uint KeGetCurrentProcessorNumber() => (uint)Call(KeTimeDdis.KeGetCurrentProcessorNumber);

    private long ReadInto(Ddi ddi)
    {
        using var frame = new StackFrame(Machine);
        var variable = frame.Push(0L);
        Call(ddi, variable);
        return Machine.Memory.Read<long>(variable);
    }
}

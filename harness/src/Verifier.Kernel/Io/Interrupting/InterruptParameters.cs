namespace Verifier.Kernel;

/// <summary>
/// IO_CONNECT_INTERRUPT_PARAMETERS and IO_DISCONNECT_INTERRUPT_PARAMETERS: the fully specified and the line-based form, x64 layout of
/// wdm.h. The line-based form is the beginning of the other; vector and level come from the device's resources.
/// </summary>
public readonly struct InterruptParameters
{
    /// <summary>sizeof(IO_CONNECT_INTERRUPT_PARAMETERS), fully specified.</summary>
    public const int Bytes = 0x50;

    internal const uint FullySpecified = 1;
    internal const uint LineBased = 2;
    internal const int Version = 0x00;
    internal const int ConnectionContext = 0x08;
    internal const int PhysicalDevice = 0x08;
    internal const int InterruptOut = 0x10;
    internal const int ServiceRoutine = 0x18;
    internal const int ServiceContext = 0x20;
    internal const int SpinLock = 0x28;
    internal const int SynchronizeIrql = 0x30;
    internal const int ShareVector = 0x32;
    internal const int Vector = 0x34;
    internal const int Irql = 0x38;
    internal const int Mode = 0x3C;
    internal const int ProcessorMask = 0x40;

    private const uint LastVersion = 4;

    /// <summary>The parameters at a place.</summary>
    public InterruptParameters(Pointer pointer) => Pointer = pointer;

    /// <summary>The address of the parameters.</summary>
    public Pointer Pointer { get; }

    /// <summary>
    /// IoConnectInterruptEx: STATUS_NOT_SUPPORTED, and the version that is, for message-signalled interrupts, which are not modelled.
    /// </summary>
    internal static NTSTATUS Connect(Machine machine, ulong address)
    {
        var memory = machine.Memory;
        var version = memory.Read<uint>(address + Version);
        if (version is not (FullySpecified or LineBased))
        {
            memory.Write(address + Version, FullySpecified);
            return NTSTATUS.STATUS_NOT_SUPPORTED;
        }

        var wanted = new InterruptObject(
            0, memory.Read<ulong>(address + ServiceRoutine), memory.Read<ulong>(address + ServiceContext),
            memory.Read<ulong>(address + SpinLock))
        {
            SynchronizeIrql = (KIRQL)memory.Read<byte>(address + SynchronizeIrql),
        };
        return version == FullySpecified ? ConnectVector(machine, address, wanted) : ConnectLine(machine, address, wanted);
    }

    /// <summary>IoDisconnectInterruptEx: 0xCA/9 for a version that does not exist.</summary>
    internal static void Disconnect(Machine machine, ulong address)
    {
        var version = machine.Memory.Read<uint>(address + Version);
        if (version is 0 or > LastVersion)
        {
            throw machine.BugCheck(Stops.PlugAndPlay.BadInterruptType(), $"IoDisconnectInterruptEx was given the version {version}.");
        }

        machine.Io.Interrupts.Disconnect(machine.Memory.Read<ulong>(address + ConnectionContext));
    }

    private static NTSTATUS ConnectVector(Machine machine, ulong address, InterruptObject wanted)
    {
        var memory = machine.Memory;
        var complete = wanted with
        {
            Vector = memory.Read<uint>(address + Vector),
            Irql = (KIRQL)memory.Read<byte>(address + Irql),
            Mode = (KINTERRUPT_MODE)memory.Read<uint>(address + Mode),
            IsShared = memory.Read<byte>(address + ShareVector) != 0,
        };
        return Finish(machine, address, complete, memory.Read<ulong>(address + ProcessorMask));
    }

    private static NTSTATUS ConnectLine(Machine machine, ulong address, InterruptObject wanted)
    {
        const ulong allProcessors = ulong.MaxValue;
        if (machine.Io.Pnp.FindByPdo(machine.Memory.Read<ulong>(address + PhysicalDevice)) is not { } device)
        {
            return NTSTATUS.STATUS_INVALID_PARAMETER;
        }

        var level = wanted.SynchronizeIrql > device.InterruptIrql ? wanted.SynchronizeIrql : device.InterruptIrql;
        var complete = wanted with { Vector = device.Vector, Irql = device.InterruptIrql, SynchronizeIrql = level, IsShared = true };
        return Finish(machine, address, complete, allProcessors);
    }

    private static NTSTATUS Finish(Machine machine, ulong address, InterruptObject wanted, ulong processorMask)
    {
        var status = machine.Io.Interrupts.Connect(wanted, processorMask, out var interrupt);
        machine.Memory.Write(machine.Memory.Read<ulong>(address + InterruptOut), interrupt);
        return status;
    }
}

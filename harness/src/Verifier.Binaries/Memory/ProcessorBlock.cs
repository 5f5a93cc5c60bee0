using Verifier.Kernel;

namespace Verifier.Binaries.Memory;

/// <summary>
/// The data of the processor that compiled code reads without a call: the processor control region at gs:0 (KPCR, KPRCB) and the mirror of
/// KUSER_SHARED_DATA, at their x64 layouts. Time in it is virtual.
/// </summary>
internal sealed unsafe class ProcessorBlock(Machine machine)
{
    // KPCR and, at 0x180, KPRCB.
    private const int Self = 0x18, CurrentPrcb = 0x20, Irql = 0x50, Prcb = 0x180, CurrentThread = 0x188;

    // KUSER_SHARED_DATA ("KUSER_SHARED_DATA structure (ntddk.h)").
    private const int TickCountMultiplier = 0x004, InterruptTime = 0x008, SystemTime = 0x014, SystemRoot = 0x030, ProductType = 0x264;
    private const int IsProductTypeValid = 0x268, MajorVersion = 0x26C, MinorVersion = 0x270, TickCount = 0x320;
    private const uint TicksPerUnit = 0x0FA0_0000, Workstation = 1;
    private const long TicksPerClockInterrupt = 156_250;

    private readonly byte* _control = machine.Memory.Own(NativeLayout.ProcessorControl.Address);
    private readonly byte* _shared = machine.Memory.Own(NativeLayout.SharedData.Address);
    private long _time;

    /// <summary>Fills both for a new run.</summary>
    public void Reset()
    {
        new Span<byte>(_control, (int)NativeLayout.ProcessorControl.Length).Clear();
        new Span<byte>(_shared, (int)NativeLayout.SharedData.Length).Clear();
        var control = NativeLayout.ProcessorControl.Address;
        *(ulong*)(_control + Self) = control;
        *(ulong*)(_control + CurrentPrcb) = control + Prcb;

        *(uint*)(_shared + TickCountMultiplier) = TicksPerUnit;
        @"C:\WINDOWS".CopyTo(new Span<char>(_shared + SystemRoot, 260));
        *(uint*)(_shared + ProductType) = Workstation;
        _shared[IsProductTypeValid] = 1;
        var (major, minor, _) = VersionNumbers.NumbersOf(machine.Profile.Version);
        *(uint*)(_shared + MajorVersion) = major;
        *(uint*)(_shared + MinorVersion) = minor;
        _time = -1;
    }

    /// <summary>Brings both up to date; before each entry into compiled code.</summary>
    public void Update()
    {
        *(ulong*)(_control + CurrentThread) = machine.Scheduler.Current.ThreadObject;
        _control[Irql] = (byte)machine.Irql;
        if (_time != machine.Clock.Now)
        {
            _time = machine.Clock.Now;
            WriteTime(InterruptTime, _time);
            WriteTime(SystemTime, machine.Clock.SystemTime);
            *(long*)(_shared + TickCount) = _time / TicksPerClockInterrupt;
        }
    }

    // KSYSTEM_TIME: the low part, and the high part twice, for readers that see an update half done.
    private void WriteTime(int at, long time)
    {
        *(long*)(_shared + at) = time;
        *(int*)(_shared + at + 8) = (int)(time >> 32);
    }
}

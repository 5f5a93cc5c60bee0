using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>The information that ZwQuerySystemInformation returns, in the layout of x64.</summary>
internal static class SystemInformation
{
    private const int Basic = 0, TimeOfDay = 3, Processes = 5, Modules = 11, KernelDebugger = 35, CodeIntegrity = 103;

    /// <summary>The bytes of a class; null for a class that is not told.</summary>
    public static byte[]? Of(Machine machine, uint informationClass, ulong address) => informationClass switch
    {
        Basic => OfBasic(machine),
        TimeOfDay => OfTime(machine),
        Processes => OfProcesses(machine, address),
        Modules => OfModules(machine),
        KernelDebugger => [0, 1],
        CodeIntegrity => [8, 0, 0, 0, 1, 0, 0, 0],
        _ => null,
    };

    // SYSTEM_BASIC_INFORMATION: one processor, and the machine's pages.
    private static byte[] OfBasic(Machine machine)
    {
        const uint granularity = 0x10000;
        const ulong lowestAddress = 0x10000;
        var made = new Block(0x40);
        made.Put(0x04, (uint)Clock.TimeIncrement);
        made.Put(0x08, (uint)machine.Profile.PageSize);
        made.Put(0x0C, (uint)machine.Profile.PhysicalPages);
        made.Put(0x10, 1u);
        made.Put(0x14, (uint)machine.Profile.PhysicalPages);
        made.Put(0x18, granularity);
        made.Put(0x20, lowestAddress);
        made.Put(0x28, RegionLayout.UserProbeAddress - 1);
        made.Put(0x30, 1UL);
        made.Put(0x38, (byte)1);
        return made.Bytes;
    }

    // SYSTEM_TIMEOFDAY_INFORMATION.
    private static byte[] OfTime(Machine machine)
    {
        var made = new Block(0x30);
        made.Put(0x00, Clock.BootSystemTime);
        made.Put(0x08, machine.Clock.SystemTime);
        return made.Bytes;
    }

    // SYSTEM_PROCESS_INFORMATION of the system and of the application, without threads. A name lies behind its entry, at its address in the buffer.
    private static byte[] OfProcesses(Machine machine, ulong address)
    {
        var system = OfProcess(machine, machine.KernelData.SystemProcess, "System", address, isLast: false);
        var application = OfProcess(machine, machine.KernelData.ApplicationProcess, "application.exe", address + (ulong)system.Length, isLast: true);
        return [.. system, .. application];
    }

    private static byte[] OfProcess(Machine machine, ulong process, string name, ulong address, bool isLast)
    {
        const int entryBytes = 0x100, priority = 8, alignment = 8;
        var text = MemoryMarshal.AsBytes(name.AsSpan());
        var made = new Block((entryBytes + text.Length + alignment) & -alignment);
        made.Put(0x00, isLast ? 0u : (uint)made.Bytes.Length);
        made.Put(0x38, (ushort)text.Length);
        made.Put(0x3A, (ushort)(text.Length + sizeof(char)));
        made.Put(0x40, address + entryBytes);
        made.Put(0x48, priority);
        made.Put(0x50, machine.KernelData.IdOf(process));
        text.CopyTo(made.Bytes.AsSpan(entryBytes));
        return made.Bytes;
    }

    // RTL_PROCESS_MODULES: the images that are loaded, in the order of loading.
    private static byte[] OfModules(Machine machine)
    {
        const int headerBytes = 8, entryBytes = 0x128, pathBytes = 0xFF;
        const string directory = @"\SystemRoot\System32\drivers\";
        var images = machine.Images.Images.Where(i => !i.IsUnloaded).ToArray();
        var made = new Block(headerBytes + (entryBytes * images.Length));
        made.Put(0, images.Length);
        for (var i = 0; i < images.Length; i++)
        {
            var entry = headerBytes + (entryBytes * i);
            var path = images[i].IsKernel ? @"\SystemRoot\System32\ntoskrnl.exe" : $"{directory}{images[i].Name}.sys";
            path = path[..Math.Min(path.Length, pathBytes)];
            made.Put(entry + 0x10, images[i].Range.Address);
            made.Put(entry + 0x18, (uint)images[i].Range.Length);
            made.Put(entry + 0x20, (ushort)i);
            made.Put(entry + 0x24, (ushort)1);
            made.Put(entry + 0x26, (ushort)(path.LastIndexOf('\\') + 1));
            System.Text.Encoding.ASCII.GetBytes(path).CopyTo(made.Bytes, entry + 0x28);
        }

        return made.Bytes;
    }

    /// <summary>A structure in the making.</summary>
    private readonly struct Block(int bytes)
    {
        public byte[] Bytes { get; } = new byte[bytes];

        public void Put<T>(int offset, T value)
            where T : unmanaged => MemoryMarshal.Write(Bytes.AsSpan(offset), value);
    }
}

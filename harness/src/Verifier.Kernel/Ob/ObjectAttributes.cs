namespace Verifier.Kernel;

/// <summary>OBJECT_ATTRIBUTES as a driver passed it, read once (harness/docs/facts/io.md#structure-layouts).</summary>
internal readonly record struct ObjectAttributes(ulong RootDirectory, string? Name, OBJ_ATTRIBUTE_FLAGS Flags)
{
    private const ulong RootDirectoryOffset = 0x08;
    private const ulong ObjectNameOffset = 0x10;
    private const ulong AttributesOffset = 0x18;

    /// <summary>Reads the structure at an address; NULL is no attributes. Security checks: 0xC4/0xE3 and 0xE4.</summary>
    public static ObjectAttributes Read(Machine machine, ulong address)
    {
        if (address == 0)
        {
            return default;
        }

        RequireKernelAddress(machine, address);
        var name = machine.Memory.Read<ulong>(address + ObjectNameOffset);
        return new ObjectAttributes(
            machine.Memory.Read<ulong>(address + RootDirectoryOffset),
            name == 0 ? null : ReadName(machine, name),
            (OBJ_ATTRIBUTE_FLAGS)machine.Memory.Read<uint>(address + AttributesOffset));
    }

    /// <summary>The text of a UNICODE_STRING that a driver gave a system service.</summary>
    public static string ReadName(Machine machine, ulong name)
    {
        RequireKernelAddress(machine, name);
        var text = CountedString.Unicode(machine, name);
        if (text.Length % sizeof(char) != 0 || text.MaximumLength < text.Length)
        {
            Report(
                machine,
                Stops.DriverVerifier.MalformedString(machine.CurrentRoutine, name),
                $"The UNICODE_STRING at 0x{name:X} is malformed.");
        }

        return text.Text;
    }

    private static void RequireKernelAddress(Machine machine, ulong address)
    {
        if (RegionLayout.IsUserAddress(address))
        {
            Report(
                machine,
                Stops.DriverVerifier.UserAddress(machine.CurrentRoutine, address),
                $"A system service was given the user address 0x{address:X} by kernel code.");
        }
    }

    private static void Report(Machine machine, BugCheck stop, string text) => machine.Violate(
        new ProtocolViolation(stop, text),
        DriverVerifierOptions.SecurityChecks);
}

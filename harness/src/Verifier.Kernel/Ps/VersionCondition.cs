using System.Numerics;

namespace Verifier.Kernel;

/// <summary>
/// RtlVerifyVersionInfo: compares members of an RTL_OSVERSIONINFOEXW with this Windows. Of a mask of conditions three bits belong to each
/// member.
/// </summary>
internal sealed class VersionCondition(Machine machine, ulong wanted, ulong conditions)
{
    private const int BitsOfCondition = 3;
    private const uint ConditionMask = 7;
    private const uint Equal = 1, Greater = 2, GreaterOrEqual = 3, Less = 4, LessOrEqual = 5, All = 6, Any = 7;

    // The bits of VER_MINORVERSION to VER_PRODUCT_TYPE.
    private const int Minor = 0, Major = 1, Build = 2, Platform = 3, ServicePackMinor = 4, ServicePackMajor = 5, Suite = 6, Product = 7;
    private const uint KnownTypes = 0xFF;

    private static readonly int[] InOrder = [Major, Minor, ServicePackMajor, ServicePackMinor];
    private static readonly int[] Alone = [Build, Platform, Suite, Product];

    /// <summary>VerSetConditionMask: the mask with the condition of the member that the highest bit of the type means.</summary>
    public static ulong Add(ulong conditions, uint type, byte condition)
    {
        var known = type & KnownTypes;
        return known == 0
            ? conditions
            : conditions | ((ulong)(condition & ConditionMask) << (BitsOfCondition * BitOperations.Log2(known)));
    }

    /// <summary>True if this Windows meets the conditions of the members in a mask.</summary>
    public bool IsMet(uint types)
    {
        // Of those in order the first that differs decides, or the last.
        var deciding = InOrder.Where(member => Has(types, member)).ToArray();
        var first = Array.FindIndex(deciding, member => Actual(member) != Asked(member));
        var isVersionMet = deciding.Length == 0 || IsMemberMet(first < 0 ? deciding[^1] : deciding[first]);
        return isVersionMet && Array.TrueForAll(Alone, member => !Has(types, member) || IsMemberMet(member));
    }

    private static bool Has(uint types, int member) => (types >> member & 1) != 0;

    private bool IsMemberMet(int member)
    {
        var (actual, asked) = (Actual(member), Asked(member));
        return ((uint)(conditions >> (BitsOfCondition * member)) & ConditionMask) switch
        {
            Equal => actual == asked,
            Greater => actual > asked,
            GreaterOrEqual => actual >= asked,
            Less => actual < asked,
            LessOrEqual => actual <= asked,
            All => (actual & asked) == asked,
            Any => (actual & asked) != 0,
            _ => false,
        };
    }

    private uint Asked(int member) => member switch
    {
        Major => machine.Memory.Read<uint>(wanted + 0x04),
        Minor => machine.Memory.Read<uint>(wanted + 0x08),
        Build => machine.Memory.Read<uint>(wanted + 0x0C),
        Platform => machine.Memory.Read<uint>(wanted + 0x10),
        ServicePackMajor => machine.Memory.Read<ushort>(wanted + 0x114),
        ServicePackMinor => machine.Memory.Read<ushort>(wanted + 0x116),
        Suite => machine.Memory.Read<ushort>(wanted + 0x118),
        _ => machine.Memory.Read<byte>(wanted + 0x11A),
    };

    private uint Actual(int member)
    {
        var (major, minor, build) = VersionNumbers.NumbersOf(machine.Profile.Version);
        return member switch
        {
            Major => major,
            Minor => minor,
            Build => build,
            Platform => VersionNumbers.PlatformNt,
            Suite => VersionNumbers.Suite,
            Product => VersionNumbers.ProductOf(machine.Profile.Version),
            _ => 0,
        };
    }
}

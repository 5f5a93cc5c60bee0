using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Reporting.Reading;

/// <summary>
/// The kernel routines that a driver calls: the import table of a compiled one; of a model those that a linker would find, read from its
/// code. Macros of the headers count as what they expand to, because that is what is made to fail.
/// </summary>
public static class DriverImports
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> s_opCodes =
        typeof(OpCodes).GetFields().Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value & 0xFFFF);

    /// <summary>
    /// The DDIs that it calls and that can fail for lack of resources, by name. Waits do not: they can run out of time, if the call gives
    /// them one.
    /// </summary>
    public static ImmutableArray<string> FallibleOf(DriverUnderTest driver)
    {
        ArgumentNullException.ThrowIfNull(driver);
        if (driver.Create is not { } create)
        {
            return [.. driver.ImportedNames.Where(name => DdiCatalogue.Find(name) is { } ddi && IsFallible(ddi)).Order(StringComparer.Ordinal)];
        }

        var type = create().GetType();
        var todo = new Queue<MethodBase>(MethodsOf(type));
        var seen = new HashSet<MethodBase>();
        var names = new SortedSet<string>(StringComparer.Ordinal);
        while (todo.TryDequeue(out var method))
        {
            if (!seen.Add(method))
            {
                continue;
            }

            foreach (var member in MembersIn(method))
            {
                if (member is FieldInfo { IsStatic: true } field && field.FieldType == typeof(Ddi) && field.GetValue(null) is Ddi ddi && IsFallible(ddi))
                {
                    names.Add(ddi.Name);
                }
                else if (member is MethodBase called)
                {
                    Follow(called, type.Assembly, todo);
                }
            }
        }

        return [.. names];
    }

    private static bool IsFallible(Ddi ddi) => ddi.CanFail && ddi.Family != DdiFamily.Wait;

    // Into the driver's own code, and into the kernel's declarations as far as they lead to a DDI; no further.
    private static void Follow(MethodBase called, Assembly driver, Queue<MethodBase> todo)
    {
        if (called.DeclaringType == typeof(Ntoskrnl))
        {
            todo.Enqueue(called);
        }
        else if (called.DeclaringType?.Assembly == driver)
        {
            foreach (var method in called.IsConstructor ? MethodsOf(called.DeclaringType) : [called])
            {
                todo.Enqueue(method);
            }
        }
    }

    // With those of the types it derives from, and of the types within it, where the compiler puts lambdas and iterators.
    private static IEnumerable<MethodBase> MethodsOf(Type type)
    {
        for (var one = type; one is not null && one.Assembly == type.Assembly; one = one.BaseType)
        {
            foreach (var method in one.GetMethods(Own).Concat<MethodBase>(one.GetConstructors(Own)).Concat(one.GetNestedTypes(Own).SelectMany(MethodsOf)))
            {
                yield return method;
            }
        }
    }

    private static IEnumerable<MemberInfo> MembersIn(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        var types = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var own = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? 0xFE00 | code[at + 1] : code[at];
            var opCode = s_opCodes[value];
            at += opCode.Size;
            if (opCode.OperandType is OperandType.InlineMethod or OperandType.InlineField
                && method.Module.ResolveMember(BitConverter.ToInt32(code, at), types, own) is { } member)
            {
                yield return member;
            }

            at += SizeOf(opCode.OperandType, code, at);
        }
    }

    private static int SizeOf(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}

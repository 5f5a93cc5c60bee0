using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Text;

namespace Verifier.Engine.Planning;

/// <summary>
/// Identifies the build of a driver's assembly by what it does: its types, code, texts and resources. What says only when, where and as which version
/// it was built does not count, so that a commit which leaves the driver alone leaves its identity alone.
/// </summary>
public sealed class BuildIdentity : IDisposable
{
    private const int Digits = 32;

    // What describes a build to people; all are attributes of the assembly, in System.Reflection.
    private static readonly FrozenSet<string> s_descriptive = new[]
    {
        "AssemblyCompanyAttribute", "AssemblyConfigurationAttribute", "AssemblyCopyrightAttribute", "AssemblyDescriptionAttribute", "AssemblyFileVersionAttribute",
        "AssemblyInformationalVersionAttribute", "AssemblyMetadataAttribute", "AssemblyProductAttribute", "AssemblyTitleAttribute", "AssemblyTrademarkAttribute",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;

    private BuildIdentity(Stream image)
    {
        _file = new PEReader(image, PEStreamOptions.LeaveOpen);
        _metadata = _file.HasMetadata ? _file.GetMetadataReader() : throw new BadImageFormatException("The file is no assembly.");
    }

    /// <summary>
    /// The identity of an assembly that is loaded: 32 hexadecimal digits. One that has no file, or whose file the runtime takes and this reader does not,
    /// has the identity that its compiler gave it.
    /// </summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="open">Opens its file.</param>
    public static string Of(Assembly assembly, Func<string, Stream> open)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(open);
        if (assembly.Location.Length > 0)
        {
            using var file = open(assembly.Location);
            try
            {
                return Of(file);
            }
            catch (BadImageFormatException)
            {
                // An obfuscator may leave what only a reader minds.
                return OfCompiler(assembly);
            }
        }

        return OfCompiler(assembly);
    }

    /// <summary>The identity: 32 hexadecimal digits.</summary>
    /// <param name="image">The assembly's file.</param>
    /// <exception cref="BadImageFormatException">It is no assembly, or a damaged one.</exception>
    public static string Of(Stream image)
    {
        using var identity = new BuildIdentity(image);
        identity.AddReferences();
        identity.AddDefinitions();
        identity.AddTexts();
        identity.AddAttributes();
        identity.AddResources();
        return Convert.ToHexStringLower(identity._hash.GetHashAndReset())[..Digits];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }

    private static string OfCompiler(Assembly assembly) => assembly.ManifestModule.ModuleVersionId.ToString("N");

    // What the tokens in code and signatures stand for, in the order of their numbers. Of an assembly the name alone: its version is not the driver's.
    private void AddReferences()
    {
        foreach (var assembly in _metadata.AssemblyReferences.Select(_metadata.GetAssemblyReference))
        {
            Add(assembly.Name);
        }

        foreach (var type in _metadata.TypeReferences.Select(_metadata.GetTypeReference))
        {
            Add(type.ResolutionScope);
            Add(type.Namespace);
            Add(type.Name);
        }

        foreach (var member in _metadata.MemberReferences.Select(_metadata.GetMemberReference))
        {
            Add(member.Parent);
            Add(member.Name);
            Add(member.Signature);
        }

        for (var i = 1; i <= _metadata.GetTableRowCount(TableIndex.TypeSpec); i++)
        {
            Add(_metadata.GetTypeSpecification(MetadataTokens.TypeSpecificationHandle(i)).Signature);
        }

        for (var i = 1; i <= _metadata.GetTableRowCount(TableIndex.MethodSpec); i++)
        {
            var method = _metadata.GetMethodSpecification(MetadataTokens.MethodSpecificationHandle(i));
            Add(method.Method);
            Add(method.Signature);
        }

        for (var i = 1; i <= _metadata.GetTableRowCount(TableIndex.StandAloneSig); i++)
        {
            Add(_metadata.GetStandaloneSignature(MetadataTokens.StandaloneSignatureHandle(i)).Signature);
        }
    }

    private void AddDefinitions()
    {
        foreach (var type in _metadata.TypeDefinitions.Select(_metadata.GetTypeDefinition))
        {
            Add((int)type.Attributes);
            Add(type.Namespace);
            Add(type.Name);
            Add(type.BaseType);
            Add(type.GetLayout().Size);
            Add(type.GetMethods().Count);
            Add(type.GetFields().Count);
            foreach (var one in type.GetInterfaceImplementations().Select(_metadata.GetInterfaceImplementation))
            {
                Add(one.Interface);
            }
        }

        foreach (var field in _metadata.FieldDefinitions.Select(_metadata.GetFieldDefinition))
        {
            AddField(field);
        }

        foreach (var method in _metadata.MethodDefinitions.Select(_metadata.GetMethodDefinition))
        {
            AddMethod(method);
        }
    }

    private void AddField(FieldDefinition field)
    {
        Add((int)field.Attributes);
        Add(field.Name);
        Add(field.Signature);
        if (!field.GetDefaultValue().IsNil)
        {
            Add(_metadata.GetConstant(field.GetDefaultValue()).Value);
        }

        if (field.GetRelativeVirtualAddress() is var address and not 0)
        {
            var data = _file.GetSectionData(address);
            Add(data.GetReader(0, Math.Min(InitialBytes(field), data.Length)));
        }
    }

    // The initial data of a static field lies in the file; how much of it there is only the field's type says.
    private int InitialBytes(FieldDefinition field)
    {
        var signature = _metadata.GetBlobReader(field.Signature);
        _ = signature.ReadSignatureHeader();
        return signature.ReadSignatureTypeCode() switch
        {
            SignatureTypeCode.Byte or SignatureTypeCode.SByte or SignatureTypeCode.Boolean => 1,
            SignatureTypeCode.Int16 or SignatureTypeCode.UInt16 or SignatureTypeCode.Char => 2,
            SignatureTypeCode.Int32 or SignatureTypeCode.UInt32 or SignatureTypeCode.Single => 4,
            SignatureTypeCode.TypeHandle when signature.ReadTypeHandle() is { Kind: HandleKind.TypeDefinition } type =>
                _metadata.GetTypeDefinition((TypeDefinitionHandle)type).GetLayout().Size,
            _ => 8,
        };
    }

    private void AddMethod(MethodDefinition method)
    {
        Add((int)method.Attributes);
        Add((int)method.ImplAttributes);
        Add(method.Name);
        Add(method.Signature);
        if (method.RelativeVirtualAddress == 0 || (method.ImplAttributes & MethodImplAttributes.CodeTypeMask) != MethodImplAttributes.IL)
        {
            return;
        }

        var body = _file.GetMethodBody(method.RelativeVirtualAddress);
        Add(body.LocalSignature);
        Add(body.MaxStack);
        Add(body.GetILReader());
        foreach (var region in body.ExceptionRegions)
        {
            Add((int)region.Kind);
            Add(region.TryOffset);
            Add(region.TryLength);
            Add(region.HandlerOffset);
            Add(region.HandlerLength);
            Add(region.CatchType);
        }
    }

    // Texts in code, by their places, which the code names.
    private void AddTexts()
    {
        for (var text = _metadata.GetNextHandle(default(UserStringHandle)); !text.IsNil; text = _metadata.GetNextHandle(text))
        {
            Add(_metadata.GetHeapOffset(text));
            Add(Encoding.Unicode.GetBytes(_metadata.GetUserString(text)));
        }
    }

    private void AddAttributes()
    {
        foreach (var attribute in _metadata.CustomAttributes.Select(_metadata.GetCustomAttribute).Where(attribute => !IsDescriptive(attribute)))
        {
            Add(attribute.Parent);
            Add(attribute.Constructor);
            Add(attribute.Value);
        }
    }

    private bool IsDescriptive(CustomAttribute attribute) =>
        attribute.Parent.Kind is HandleKind.AssemblyDefinition or HandleKind.ModuleDefinition
        && attribute.Constructor is { Kind: HandleKind.MemberReference } constructor
        && _metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } type
        && s_descriptive.Contains(_metadata.GetString(_metadata.GetTypeReference((TypeReferenceHandle)type).Name));

    private void AddResources()
    {
        foreach (var resource in _metadata.ManifestResources.Select(_metadata.GetManifestResource).Where(resource => resource.Implementation.IsNil))
        {
            var header = _file.PEHeaders.CorHeader!.ResourcesDirectory;
            var reader = _file.GetSectionData(header.RelativeVirtualAddress).GetReader((int)resource.Offset, header.Size - (int)resource.Offset);
            var length = reader.ReadInt32();
            Add(resource.Name);
            Add(reader.ReadBytes(length));
        }
    }

    private void Add(StringHandle name) => Add(Encoding.UTF8.GetBytes(_metadata.GetString(name)));

    private void Add(BlobHandle blob) => Add(_metadata.GetBlobBytes(blob));

    private void Add(EntityHandle handle) => Add(MetadataTokens.GetToken(handle));

    private void Add(BlobReader bytes) => Add(bytes.ReadBytes(bytes.RemainingBytes));

    private void Add(int number) => _hash.AppendData(BitConverter.GetBytes(number));

    // With their number, so that neighbours do not run together.
    private void Add(byte[] bytes)
    {
        Add(bytes.Length);
        _hash.AppendData(bytes);
    }
}

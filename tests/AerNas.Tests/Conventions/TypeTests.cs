using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;
using TorchSharp;

namespace AerNas.Tests.Conventions;

public sealed class TypeTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Classes_InSrc_AreSealedStaticOrAbstract() => Repository.AssertNone("A class is sealed, static or abstract:",
        from type in Types()
        where type is { IsClass: true, IsSealed: false, IsAbstract: false }
        select type.FullName);

    [Fact]
    public void TensorFields_InSrc_AreNotPublic() => Repository.AssertNone("A tensor has an owner, so no public field holds one:",
        from type in Types()
        from field in type.GetFields(Declared)
        where field.IsPublic && typeof(torch.Tensor).IsAssignableFrom(field.FieldType)
        select $"{type.FullName}.{field.Name}");

    [Fact]
    public void Parameters_InSrc_AreNoBagsOfObjects() => Repository.AssertNone("No method takes params object:",
        from type in Types()
        from method in type.GetMethods(Declared).Cast<MethodBase>().Concat(type.GetConstructors(Declared))
        where method is not MethodInfo declared || declared.GetBaseDefinition() == declared // what it overrides decides
        from parameter in method.GetParameters()
        where parameter.IsDefined(typeof(ParamArrayAttribute)) && parameter.ParameterType.GetElementType() == typeof(object)
        select $"{type.FullName}.{method.Name}");

    /// <summary>Every type that a person wrote.</summary>
    private static IEnumerable<Type> Types()
    {
        Assembly[] assemblies =
        [
            typeof(AerNas.Spaces.SearchSpace).Assembly, typeof(AerNas.Networks.Supernet).Assembly,
                typeof(DecodedImage).Assembly, typeof(AerNas.Onnx.OnnxNetwork).Assembly,
                typeof(AerNas.Inference.OnnxClassifier).Assembly,
                typeof(AerNas.Reports.Pages.RunReport).Assembly,
            Assembly.Load("AerNas.Cli"),
        ];
        return from assembly in assemblies
               from type in assembly.GetTypes()
               where !Generated(type)
               select type;
    }

    private static bool Generated(Type type) => type.Name is "Program" || type.Name.Contains('<', StringComparison.Ordinal)
        || type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.IsDefined(typeof(GeneratedCodeAttribute))
        || (type.DeclaringType is { } outer && Generated(outer));
}

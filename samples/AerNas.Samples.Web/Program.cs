// A picture is posted, the likeliest classes come back: dotnet run -- --model model.onnx, and then
// curl --data-binary @photo.jpg 'http://localhost:5000/classify?top=3'
using AerNas.Inference;
using AerNas.Pictures;

var builder = WebApplication.CreateBuilder(args);
using var classifier = OnnxClassifier.Load(builder.Configuration["model"] ?? "model.onnx"); // requests share it
var app = builder.Build();

app.MapGet("/classes", () => classifier.Card.ClassNames);
app.MapPost("/classify", async (HttpRequest request, int top = 1) =>
{
    using var picture = new MemoryStream();
    await request.Body.CopyToAsync(picture, request.HttpContext.RequestAborted);
    try
    {
        return Results.Ok(classifier.Classify(picture.ToArray(), Math.Max(top, 1)).Likeliest);
    }
    catch (PictureFormatException e)
    {
        return Results.BadRequest(new { e.Problem });
    }
});
app.Run();
